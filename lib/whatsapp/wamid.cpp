#include "whatsapp/wamid.hpp"

#include <cstdint>
#include <optional>

namespace urp::whatsapp {
namespace {

constexpr std::string_view prefix = "wamid.";
constexpr std::size_t most_bytes = 512, fewest_digits = 16;
constexpr char text_follows = 0x18;

std::optional<std::uint32_t> sextet(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+' || c == '-') return 62;
  if (c == '/' || c == '_') return 63;
  return std::nullopt;
}

/// Base64 with or without padding; empty when it is none.
std::string decode(std::string_view text) {
  while (text.ends_with('=')) text.remove_suffix(1);
  std::string bytes;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    const auto six = sextet(c);
    if (!six) return {};
    bits = bits << 6 | *six;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes.push_back(static_cast<char>(bits >> count & 0xff));
  }
  return bytes;
}

bool is_hex(std::string_view text) {
  return text.find_first_not_of("0123456789ABCDEFabcdef") == text.npos;
}

/// A text behind its length at `at`, which moves behind it.
std::optional<std::string_view> take_text(std::string_view bytes, std::size_t& at) {
  if (at + 2 > bytes.size() || bytes[at] != text_follows) return std::nullopt;
  const std::size_t length = static_cast<unsigned char>(bytes[at + 1]);
  if (at + 2 + length > bytes.size()) return std::nullopt;
  const auto text = bytes.substr(at + 2, length);
  at += 2 + length;
  return text;
}

}  // namespace

// 1c, who (a text), 15 (02|14), 00 (11|12), the token (a text), 00.
std::string message_token(std::string_view wamid) {
  if (!wamid.starts_with(prefix) || wamid.size() > most_bytes) return {};
  const std::string bytes = decode(wamid.substr(prefix.size()));
  std::size_t at = 1;
  if (bytes.empty() || bytes[0] != 0x1c || !take_text(bytes, at)) return {};
  constexpr std::size_t kind_bytes = 4;
  if (at + kind_bytes > bytes.size() || bytes[at] != 0x15 || bytes[at + 2] != 0) return {};
  at += kind_bytes;
  const auto token = take_text(bytes, at);
  if (!token || token->size() < fewest_digits || !is_hex(*token)) return {};
  return std::string(*token);
}

}  // namespace urp::whatsapp
