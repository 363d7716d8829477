// header_words.hpp: what people are called and what a letter is about, as RFC 2047 writes it.
#pragma once

#include <string>

namespace urp::mail {

/// The raw value of `header`, folded, with its end of line. Plain where every program reads it as it stands,
/// else encoded from end to end: of words that are encoded in part, or in base64 with padding, programs on
/// GMime (notmuch, mu) lose the end.
std::string header_text(const std::string& header, const std::string& text);
/// The same for `name <mail>`.
std::string header_mailbox(const std::string& header, const std::string& name, const std::string& mail);

}  // namespace urp::mail
