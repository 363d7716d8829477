// text_span.hpp: a part of a text, named by the numbers of its first and its last character: 12-20.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace urp {

struct TextSpan {
  std::size_t from = 0, to = 0;  // characters, counted from 1; both are in it
};
/// Nothing when it is written otherwise.
std::optional<TextSpan> read_span(std::string_view word);
std::string to_string(const TextSpan& span);

/// What stands there; nothing when the text ends before, or the span runs backwards.
std::optional<std::string_view> part_of(std::string_view text, const TextSpan& span);
/// Of `length` bytes from the byte `at` on.
TextSpan span_of(std::string_view text, std::size_t at, std::size_t length);

}  // namespace urp
