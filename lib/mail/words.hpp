// words.hpp: bytes of a mail as text: its charset, whatever it claims; HTML; what is only quoted.
#pragma once

#include <string>
#include <string_view>

namespace urp::mail {

/// UTF-8 with LF and without NUL. What is UTF-8 already is believed before its label.
std::string decoded(std::string bytes, const std::string& charset);

/// The words of an HTML page, in lines; what it quotes begins with "> ".
std::string html_text(const std::string& html);

/// The words that are new, and what they answer to: our letter, mostly.
struct FoldedText {
  std::string words, quoted;
};
FoldedText fold_quoted(std::string_view text);

}  // namespace urp::mail
