#include "domain/hide.hpp"

#include "domain/url.hpp"

namespace urp {
namespace {

void replace_all(std::string& text, std::string_view what, std::string_view mark) {
  for (auto at = text.find(what); at != text.npos; at = text.find(what, at + mark.size()))
    text.replace(at, what.size(), mark);
}

/// JSON may write a slash with a backslash before it, and PHP does.
std::string with_escaped_slashes(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '/') escaped += '\\';
    escaped += c;
  }
  return escaped;
}

}  // namespace

std::string base64(std::string_view bytes) {
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const auto group = bytes.substr(i, 3);
    unsigned value = 0;
    for (std::size_t k = 0; k < 3; ++k)
      value = value << 8U | (k < group.size() ? static_cast<unsigned char>(group[k]) : 0U);
    for (std::size_t k = 0; k < 4; ++k)
      text += k <= group.size() ? letters[value >> (18 - 6 * k) & 63U] : '=';
  }
  return text;
}

void hide_secret(std::string& text, std::string_view secret, std::string_view mark) {
  if (secret.empty()) return;
  for (const std::string& form :
       {std::string(secret), encode_component(secret), with_escaped_slashes(secret), base64(secret)})
    replace_all(text, form, mark);
}

}  // namespace urp
