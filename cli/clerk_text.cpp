#include "clerk_text.hpp"

#include <algorithm>
#include <fstream>

#include <urp/error.hpp>
#include <urp/text.hpp>
#include <urp/visible.hpp>

#include "say.hpp"

namespace urp::cli {
namespace {

constexpr std::size_t longest = 100'000;  // bytes: a long letter; WhatsApp takes 4,096 characters at once
constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

std::size_t line_at(std::string_view text, std::size_t position) {
  return 1 + static_cast<std::size_t>(
                 std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(position), '\n'));
}

/// What Windows writes as "Unicode" begins with a mark of its own.
bool is_utf16(std::string_view bytes) {
  return bytes.starts_with("\xff\xfe") || bytes.starts_with("\xfe\xff");
}

[[noreturn]] void refuse_nul(std::string_view source, std::size_t line) {
  throw Error(Fault::usage, say(_("{0}: line {1} holds a NUL: it is UTF-16, or no text"), source, line),
              _("save it as UTF-8, or turn it into UTF-8: iconv -f UTF-16 -t UTF-8 FILE"));
}

[[noreturn]] void refuse(std::string_view source, std::string_view bytes, std::size_t position) {
  const auto nul = bytes.find('\0');
  if (is_utf16(bytes) && nul != bytes.npos) refuse_nul(source, line_at(bytes, nul));
  throw Error(Fault::usage, say(_("{0}: line {1} is not UTF-8"), source, line_at(bytes, position)),
              _("save it as UTF-8, or turn it into UTF-8: iconv -f WINDOWS-1252 -t UTF-8 FILE"));
}

}  // namespace

void check_text(std::string_view bytes, std::string_view source) {
  if (bytes.size() > longest) {
    throw Error(Fault::usage,
                say(_("{0}: longer than {1} bytes, which no text of a case is"), source, longest),
                _("attach it as a file instead: --attach"));
  }
  const std::string valid = valid_utf8(bytes);
  if (valid != bytes) {
    const auto [at, other] = std::mismatch(bytes.begin(), bytes.end(), valid.begin(), valid.end());
    refuse(source, bytes, static_cast<std::size_t>(at - bytes.begin()));
  }
  if (const auto nul = bytes.find('\0'); nul != bytes.npos) refuse_nul(source, line_at(bytes, nul));
}

std::string plain_lines(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    const bool begins_line = text.empty() || text.back() == '\n';
    if (begins_line && bytes.substr(at).starts_with(byte_order_mark)) {
      at += byte_order_mark.size() - 1;  // of each file, where several were joined
    } else if (bytes[at] != '\r') {
      text += bytes[at];
    } else if (at + 1 == bytes.size() || bytes[at + 1] != '\n') {
      text += '\n';
    }
  }
  return text;
}

std::string without_outer_blank_lines(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\n");
  if (first == text.npos) return {};
  const auto line_end = text.rfind('\n', first);
  const std::size_t begin = line_end == text.npos ? 0 : line_end + 1;
  return std::string(text.substr(begin, text.find_last_not_of(" \t\n") + 1 - begin));
}

std::string clerk_text(std::string_view bytes, std::string_view source) {
  check_text(bytes, source);
  std::string text = without_outer_blank_lines(plain_lines(bytes));
  // No-break blanks and zero-width marks alone would reach people as nothing.
  return shows_something(text) ? text : std::string();
}

std::string needed_text(std::string_view bytes, std::string_view source) {
  std::string text = clerk_text(bytes, source);
  if (!text.empty()) return text;
  throw Error(Fault::usage, say(_("{0} is empty: there is no text, and nothing was changed"), source));
}

std::string argument_text(std::string_view word, std::string_view source) {
  if (word == "-") {
    throw Error(Fault::usage, say(_("{0}: - is no text, and standard input is not read here"), source),
                _("give the words themselves"));
  }
  return clerk_text(word, source);
}

std::string text_of_file(const std::string& name) {
  std::ifstream stream(name, std::ios::binary);
  std::string bytes;
  if (stream.is_open()) {
    bytes.resize(longest + 1);  // one more than is taken says that there is more
    stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(stream.gcount()));
  }
  if (!stream.is_open() || stream.bad()) {
    throw Error(Fault::not_found, say(_("{0}: cannot be read"), name), _("name a file with the answer"));
  }
  return needed_text(bytes, name);
}

}  // namespace urp::cli
