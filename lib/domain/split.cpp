#include "domain/split.hpp"

#include <urp/text.hpp>

#include "domain/unicode.hpp"

namespace urp {
namespace {

/// Bytes of the longest beginning of at most `most` UTF-16 units, at the end of a character.
std::size_t bytes_that_fit(std::string_view text, std::size_t most) {
  std::size_t units = 0, at = 0;
  while (at < text.size()) {
    std::size_t next = at + 1;
    while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xc0) == 0x80) ++next;
    units += next - at == 4 ? 2 : 1;
    if (units > most) break;
    at = next;
  }
  return at;
}

std::size_t cut_at(std::string_view text, std::size_t room) {
  for (const std::string_view border : {"\n\n", "\n", " "}) {
    const auto at = text.rfind(border, room);
    if (at != text.npos && at > 0) return at;
  }
  return room;
}

std::string_view without_final_blanks(std::string_view text) {
  while (!text.empty() && std::string_view(" \t\r\n").find(text.back()) != std::string_view::npos)
    text.remove_suffix(1);
  return text;
}

}  // namespace

std::vector<std::string> split_text(std::string_view text, std::size_t most) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t room = bytes_that_fit(text, most);
    const std::size_t end = room == text.size() ? room : cut_at(text, room);
    const auto part = without_final_blanks(text.substr(0, end));
    if (!part.empty()) parts.emplace_back(part);
    text.remove_prefix(end);
    while (!text.empty() && (text.front() == '\n' || text.front() == ' ' || text.front() == '\r'))
      text.remove_prefix(1);
  }
  return parts;
}

bool is_emoji(std::string_view text) {
  constexpr std::size_t longest = 40;  // UTF-16 units: families and flags are long
  constexpr char32_t joiner = 0x200d, keycap = 0x20e3;
  if (text.empty() || utf16_length(text) > longest) return false;
  const auto is_regional = [](char32_t code) { return code >= 0x1f1e6 && code <= 0x1f1ff; };
  const auto goes_on = [](char32_t code) {  // selectors, keycap, skin tones, tags of a flag
    return code == 0xfe0e || code == 0xfe0f || code == keycap || (code >= 0x1f3fb && code <= 0x1f3ff) ||
           (code >= 0xe0020 && code <= 0xe007f);
  };
  std::vector<char32_t> codes;
  for (std::size_t at = 0; at < text.size();) {
    const auto next = unicode::decode(text, at);
    codes.push_back(next.code);
    at += next.length;
  }
  const char32_t first = codes.front();
  const bool key = (first >= '0' && first <= '9') || first == '#' || first == '*';
  if (key)
    return codes.size() >= 2 && codes.back() == keycap &&
           (codes.size() == 2 || (codes.size() == 3 && codes[1] == 0xfe0f));
  if (is_regional(first)) return codes.size() == 2 && is_regional(codes[1]);
  for (std::size_t i = 0; i < codes.size(); ++i) {
    const bool begins = i == 0 || codes[i - 1] == joiner;
    if (begins ? !unicode::in(unicode::pictographic, codes[i]) : codes[i] != joiner && !goes_on(codes[i]))
      return false;
  }
  return codes.back() != joiner;
}

}  // namespace urp
