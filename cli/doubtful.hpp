// doubtful.hpp: a word that could be meant otherwise is not taken for the text.
#pragma once

#include <string>

namespace urp::cli {

/// `note 412 415`: "415" could be a second ticket. Asks at a terminal; throws usage elsewhere, and for a no.
void refuse_doubtful_text(const std::string& word);

}  // namespace urp::cli
