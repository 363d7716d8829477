#include <urp/text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include <urp/visible.hpp>

#include "domain/unicode.hpp"

namespace urp {
namespace {

constexpr std::string_view replacement = "\xef\xbf\xbd";  // U+FFFD

bool is_printable_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
}

void append_escape(std::string& out, char32_t code) {
  const auto number = static_cast<std::uint32_t>(code);
  if (number < 0x80) {
    fmt::format_to(std::back_inserter(out), "\\x{:02x}", number);
  } else if (number < 0x10000) {
    fmt::format_to(std::back_inserter(out), "\\u{:04x}", number);
  } else {
    fmt::format_to(std::back_inserter(out), "\\U{:08x}", number);
  }
}

/// The bytes of `text` that fit `columns`; `width` is what they take.
std::size_t fitting(std::string_view text, int columns, int& width) {
  std::size_t at = 0;
  width = 0;
  while (at < text.size()) {
    const unicode::Cluster next = unicode::cluster(text, at);
    if (width + next.width > columns) break;
    width += next.width;
    at += next.length;
  }
  return at;
}

/// Where the next line of `rest` ends: at the last blank that fits, else in the middle of a long word.
std::size_t end_of_line(std::string_view rest, int columns) {
  int width = 0;
  const std::size_t fits = fitting(rest, columns, width);
  if (fits == rest.size()) return fits;
  if (rest[fits] == ' ') return fits;
  const std::size_t blank = rest.substr(0, fits).rfind(' ');
  // A blank with nothing but blanks before it is indentation: breaking there would make an empty line.
  if (blank != std::string_view::npos && rest.find_first_not_of(' ') < blank) return blank;
  return fits > 0 ? fits
                  : unicode::cluster(rest, 0).length;  // one wide character in one column: it must go on
}

std::string_view without_blanks_at_end(std::string_view line) {
  const std::size_t last = line.find_last_not_of(' ');
  return last == std::string_view::npos ? std::string_view() : line.substr(0, last + 1);
}

}  // namespace

std::string escape_controls(std::string_view text, bool keep_newlines) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  unicode::Watch watch;
  std::size_t at = 0;
  while (at < text.size()) {
    if (const std::size_t plain = unicode::plain_run(text, at); plain > 0) {
      out.append(text, at, plain);
      at += plain;
      watch.pass_plain();
      continue;
    }
    const unicode::Character next = unicode::decode(text, at);
    if (next.code == '\t') {
      out.push_back(' ');
      watch.pass_plain();
    } else if (keep_newlines && text.substr(at, 2) == "\r\n") {
      // the newline follows
    } else if (watch.hides(next.code) && !(keep_newlines && next.code == '\n')) {
      append_escape(out, next.code);
    } else if (next.valid) {
      out.append(text, at, next.length);
    } else {
      out.append(replacement);
    }
    at += next.length;
  }
  return out;
}

int display_width(std::string_view text) {
  if (is_printable_ascii(text)) return static_cast<int>(text.size());
  int width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const unicode::Cluster next = unicode::cluster(text, at);
    width += next.width;
    at += next.length;
  }
  return width;
}

std::string cut_to_width(std::string_view text, int columns, std::string_view mark) {
  if (columns <= 0) return {};
  int width = 0;
  if (fitting(text, columns, width) == text.size()) return std::string(text);
  const int mark_width = display_width(mark);
  if (mark_width > columns) return std::string(text.substr(0, fitting(text, columns, width)));
  std::string cut(text.substr(0, fitting(text, columns - mark_width, width)));
  return cut.append(mark);
}

std::string wrap_lines(std::string_view text, int columns, std::string_view indent) {
  const int room = std::max(1, columns);
  std::string out;
  bool first = true;
  while (true) {
    const std::size_t newline = text.find('\n');
    std::string_view paragraph = without_blanks_at_end(text.substr(0, newline));
    const std::size_t margin = std::min(paragraph.find_first_not_of(' '), paragraph.size());
    if (margin >= static_cast<std::size_t>(room)) paragraph.remove_prefix(margin);
    do {
      const std::size_t end = end_of_line(paragraph, room);
      const std::string_view line = without_blanks_at_end(paragraph.substr(0, end));
      if (!first) {
        out.push_back('\n');
        if (!line.empty()) out.append(indent);
      }
      first = false;
      out.append(line);
      paragraph.remove_prefix(std::min(end, paragraph.size()));
      paragraph.remove_prefix(std::min(paragraph.find_first_not_of(' '), paragraph.size()));
    } while (!paragraph.empty());
    if (newline == std::string_view::npos) return out;
    text.remove_prefix(newline + 1);
  }
}

std::size_t utf16_length(std::string_view text) {
  std::size_t units = 0;
  for (std::size_t at = 0; at < text.size();) {
    const unicode::Character next = unicode::decode(text, at);
    units += next.code >= 0x10000 ? 2 : 1;
    at += next.length;
  }
  return units;
}

std::string valid_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  std::size_t good = 0;  // where the bytes begin that are not copied yet
  for (std::size_t at = 0; at < text.size();) {
    const unicode::Character next = unicode::decode(text, at);
    if (!next.valid) {
      out.append(text, good, at - good).append(replacement);
      good = at + next.length;
    }
    at += next.length;
  }
  return out.append(text, good);
}

bool shows_something(std::string_view text) {
  return unicode::shows_something(text);
}

}  // namespace urp
