#include "mail/header_words.hpp"

#include <algorithm>
#include <string_view>

namespace urp::mail {
namespace {

constexpr std::string_view opening = "=?UTF-8?Q?", closing = "?=";
constexpr std::size_t longest_line = 76;

bool is_word_character(unsigned char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool is_printable(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](unsigned char c) { return c >= 0x20 && c < 0x7f; });
}

/// Nothing in it is taken for something else, and it fits into a line.
bool is_plain(const std::string& text, std::size_t room) {
  return is_printable(text) && text.size() <= room && text.find("=?") == text.npos &&
         !text.starts_with(' ') && !text.ends_with(' ');
}

/// Of the character that begins here, however broken it is.
std::size_t bytes_of_character(std::string_view text) {
  std::size_t bytes = 1;
  while (bytes < std::min<std::size_t>(text.size(), 4) &&
         (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80)
    ++bytes;
  return bytes;
}

/// Good in a phrase too, where fewer characters may stand for themselves.
std::string encoded(std::string_view character) {
  static constexpr char digits[] = "0123456789ABCDEF";
  if (character == " ") return "_";
  if (character.size() == 1 && is_word_character(static_cast<unsigned char>(character[0])))
    return std::string(character);
  std::string text;
  for (const char c : character) {
    const auto byte = static_cast<unsigned char>(c);
    text += {'=', digits[byte >> 4], digits[byte & 15]};
  }
  return text;
}

/// Lines of one encoded word each, no character cut in two; `column`: where the first of them begins.
std::string encoded_words(std::string_view text, std::size_t column) {
  std::string words(opening);
  column += opening.size();
  while (!text.empty()) {
    const std::size_t bytes = bytes_of_character(text);
    const std::string character = encoded(text.substr(0, bytes));
    if (column + character.size() + closing.size() > longest_line) {
      words.append(closing).append("\n ").append(opening);
      column = 1 + opening.size();
    }
    words += character;
    column += character.size();
    text.remove_prefix(bytes);
  }
  return words.append(closing);
}

std::string quoted(const std::string& name) {
  const bool bare =
      std::all_of(name.begin(), name.end(), [](unsigned char c) { return is_word_character(c) || c == ' '; });
  if (bare) return name;
  std::string text = "\"";
  for (const char c : name) {
    if (c == '"' || c == '\\') text += '\\';
    text += c;
  }
  return text + '"';
}

}  // namespace

std::string header_text(const std::string& header, const std::string& text) {
  const std::size_t column = header.size() + 2;
  return ' ' + (is_plain(text, longest_line - column) ? text : encoded_words(text, column)) + '\n';
}

std::string header_mailbox(const std::string& header, const std::string& name, const std::string& mail) {
  if (name.empty()) return ' ' + mail + '\n';
  const std::size_t column = header.size() + 2;
  const std::string words = is_plain(name, longest_line / 2) ? quoted(name) : encoded_words(name, column);
  return ' ' + words + "\n <" + mail + ">\n";
}

}  // namespace urp::mail
