#include "domain/text_span.hpp"

#include <algorithm>
#include <charconv>

namespace urp {
namespace {

bool begins_character(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
}

std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_character));
}

/// Where the n-th character begins, counted from 1; the end of the text for the one after the last.
std::optional<std::size_t> byte_of(std::string_view text, std::size_t character) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (begins_character(text[i]) && ++at == character) return i;
  }
  return at + 1 == character ? std::optional(text.size()) : std::nullopt;
}

}  // namespace

std::optional<TextSpan> read_span(std::string_view word) {
  constexpr std::size_t most_digits = 6;
  const auto dash = word.find('-');
  if (dash == word.npos || dash > most_digits || word.size() - dash - 1 > most_digits) return std::nullopt;
  const auto number = [](std::string_view digits) -> std::optional<std::size_t> {
    std::size_t value = 0;
    const auto* end = digits.data() + digits.size();
    const auto read = std::from_chars(digits.data(), end, value);
    if (digits.empty() || read.ec != std::errc() || read.ptr != end) return std::nullopt;
    return value;
  };
  const auto from = number(word.substr(0, dash)), to = number(word.substr(dash + 1));
  if (!from || !to) return std::nullopt;
  return TextSpan{*from, *to};
}

std::string to_string(const TextSpan& span) {
  return std::to_string(span.from) + "-" + std::to_string(span.to);
}

std::optional<std::string_view> part_of(std::string_view text, const TextSpan& span) {
  if (span.from == 0 || span.to < span.from) return std::nullopt;
  const auto begin = byte_of(text, span.from), end = byte_of(text, span.to + 1);
  if (!begin || !end) return std::nullopt;
  return text.substr(*begin, *end - *begin);
}

TextSpan span_of(std::string_view text, std::size_t at, std::size_t length) {
  const std::size_t before = count_characters(text.substr(0, at));
  return {before + 1, before + count_characters(text.substr(at, length))};
}

}  // namespace urp
