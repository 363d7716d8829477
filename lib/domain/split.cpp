#include "domain/split.hpp"

#include <urp/text.hpp>

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
  if (text.empty() || utf16_length(text) > longest) return false;
  const bool keycap = text.find("\xe2\x83\xa3") != text.npos;  // 1, # and * with U+20E3
  for (const char c : text) {
    const bool ascii = (static_cast<unsigned char>(c) & 0x80) == 0;
    if (ascii && !(keycap && std::string_view("0123456789#*").find(c) != std::string_view::npos))
      return false;
  }
  // Letters with an accent are no emoji: those begin at U+00A9, and with two bytes there are only (c) and
  // (r).
  const auto first = static_cast<unsigned char>(text.front());
  return first >= 0xe2 || keycap || text.starts_with("\xc2\xa9") || text.starts_with("\xc2\xae");
}

}  // namespace urp
