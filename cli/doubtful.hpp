// doubtful.hpp: a word that could be meant otherwise is not taken for the text.
#pragma once

#include <string>

namespace urp::cli {

/// `note 412 415`, `new c57 415`: "415" could be a ticket, a second one where the verb takes one. Asks at a
/// terminal; throws usage elsewhere, and for a no.
void refuse_doubtful_text(const std::string& word, bool takes_ticket = false);

}  // namespace urp::cli
