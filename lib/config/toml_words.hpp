// toml_words.hpp: what is wrong with a line that is no TOML, in our words: the parser's are English, and tell
// programmers what it saw.
#pragma once

#include <string>
#include <string_view>

namespace urp::config {

/// `description`: the parser's.
std::string toml_words(std::string_view description);

}  // namespace urp::config
