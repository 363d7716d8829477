// split.hpp: a text that is longer than one message.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace urp {

/// Parts of at most `most` UTF-16 units: between paragraphs where it can be, else between lines, else between
/// words, else between characters. The blanks at the cuts are left out; nothing else is.
std::vector<std::string> split_text(std::string_view text, std::size_t most);

/// One emoji, as a reaction wants, however many characters make it up: families, flags, skin tones.
bool is_emoji(std::string_view text);

}  // namespace urp
