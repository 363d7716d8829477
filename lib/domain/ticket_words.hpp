// ticket_words.hpp: every word that people may use for a ticket's state or kind, in both languages: what a
// slip of the finger is near to.
#pragma once

#include <string>
#include <vector>

namespace urp {

std::vector<std::string> ticket_state_words();
std::vector<std::string> ticket_kind_words();

}  // namespace urp
