// event_verb_words.hpp: every word that people may use for what was done, in both languages: what a slip of
// the finger is near to.
#pragma once

#include <string>
#include <vector>

#include <urp/api.hpp>

namespace urp {

URP_API std::vector<std::string> event_verb_words();

}  // namespace urp
