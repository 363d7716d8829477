#include "domain/unicode.hpp"

#include <algorithm>

namespace urp::unicode {
namespace {

constexpr char32_t zero_width_non_joiner = 0x200c, zero_width_joiner = 0x200d;
constexpr char32_t emoji_selector = 0xfe0f, keycap = 0x20e3;

unsigned char byte_at(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text[at]);
}

bool is_selector(char32_t code) {
  return (code >= 0xfe00 && code <= 0xfe0f) || (code >= 0xe0100 && code <= 0xe01ef) ||
         (code >= 0x180b && code <= 0x180d) || code == 0x180f;
}
bool is_skin_tone(char32_t code) {
  return code >= 0x1f3fb && code <= 0x1f3ff;
}
bool is_regional(char32_t code) {
  return code >= 0x1f1e6 && code <= 0x1f1ff;
}
bool is_keycap_base(char32_t code) {
  return (code >= '0' && code <= '9') || code == '#' || code == '*';
}

/// Scripts whose letters change shape at a joiner: Arabic to Mongolian, and the Indic ones of higher blocks.
/// Elsewhere (Latin above all) a joiner only hides a word from search.
bool is_joining(char32_t code) {
  return (code >= 0x600 && code < 0x1900) || (code >= 0xa840 && code < 0xac00) ||
         (code >= 0x10a00 && code < 0x12000);
}

bool has_no_width(char32_t code) {
  return code >= 0x300 && (in(no_width, code) || in(hidden, code));
}

int width_of(char32_t code) {
  if (code < 0x7f) return code < 0x20 ? 0 : 1;
  if (in(hidden, code) || in(no_width, code)) return 0;
  return code >= 0x1100 && in(wide, code) ? 2 : 1;
}

/// After an emoji: selector, skin tone, and what a joiner glues to it. Returns where it ends.
std::size_t end_of_emoji(std::string_view text, std::size_t at, int& width) {
  bool joined = false;
  while (at < text.size()) {
    const Character next = decode(text, at);
    if (next.code == emoji_selector || is_skin_tone(next.code)) width = 2;
    if (!(joined && in(pictographic, next.code)) && !is_skin_tone(next.code) && !has_no_width(next.code))
      break;
    if (joined) width = 2;
    joined = next.code == zero_width_joiner;
    at += next.length;
  }
  return at;
}

}  // namespace

bool in(std::span<const Range> ranges, char32_t code) {
  const auto after =
      std::upper_bound(ranges.begin(), ranges.end(), code,
                       [](char32_t wanted, const Range& range) { return wanted < range.first; });
  return after != ranges.begin() && code <= std::prev(after)->last;
}

Character decode(std::string_view text, std::size_t at) {
  const unsigned char lead = byte_at(text, at);
  if (lead < 0x80) return {lead, 1, true};
  std::uint32_t length = 0;
  unsigned char low = 0x80, high = 0xbf;  // bounds of the second byte: no overlong form, no surrogate
  if (lead >= 0xc2 && lead <= 0xdf) {
    length = 2;
  } else if (lead >= 0xe0 && lead <= 0xef) {
    length = 3;
    if (lead == 0xe0) low = 0xa0;
    if (lead == 0xed) high = 0x9f;
  } else if (lead >= 0xf0 && lead <= 0xf4) {
    length = 4;
    if (lead == 0xf0) low = 0x90;
    if (lead == 0xf4) high = 0x8f;
  } else {
    return {};
  }
  char32_t code = lead & (0x7fU >> length);
  for (std::uint32_t i = 1; i < length; ++i) {
    if (at + i >= text.size()) return {0xfffd, i, false};
    const unsigned char byte = byte_at(text, at + i);
    if (byte < low || byte > high) return {0xfffd, i, false};
    code = code << 6 | (byte & 0x3fU);
    low = 0x80;
    high = 0xbf;
  }
  return {code, length, true};
}

void append(std::string& out, char32_t code) {
  const auto put = [&out](char32_t byte) {
    out.push_back(static_cast<char>(static_cast<unsigned char>(byte)));
  };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xc0 | code >> 6);
    put(0x80 | (code & 0x3f));
  } else if (code < 0x10000) {
    put(0xe0 | code >> 12);
    put(0x80 | (code >> 6 & 0x3f));
    put(0x80 | (code & 0x3f));
  } else {
    put(0xf0 | code >> 18);
    put(0x80 | (code >> 12 & 0x3f));
    put(0x80 | (code >> 6 & 0x3f));
    put(0x80 | (code & 0x3f));
  }
}

bool Watch::hides(char32_t code) {
  if (code == zero_width_joiner || code == zero_width_non_joiner) {
    const bool emoji = before_ == Before::emoji || before_ == Before::selected_emoji;
    const bool shown = before_ == Before::joining || (emoji && code == zero_width_joiner);
    before_ = Before::invisible;
    return !shown;
  }
  if (is_selector(code)) {  // one each: a row of them carries hidden bytes
    const Before before = before_;
    before_ = before == Before::emoji ? Before::selected_emoji : Before::invisible;
    return before != Before::plain && before != Before::joining && before != Before::emoji;
  }
  if (code < 0x20 || (code >= 0x7f && in(hidden, code))) {
    before_ = Before::invisible;
    return true;
  }
  if (code >= 0xa9 && (in(pictographic, code) || is_skin_tone(code))) {
    before_ = Before::emoji;
  } else {
    before_ = is_joining(code) ? Before::joining : Before::plain;
  }
  return false;
}

std::size_t plain_run(std::string_view text, std::size_t at) {
  const std::size_t start = at;
  while (at < text.size()) {
    const unsigned char byte = byte_at(text, at);
    if (byte >= 0x20 && byte < 0x7f) {
      ++at;
    } else if (byte >= 0xc3 && byte <= 0xcb && at + 1 < text.size() &&
               (byte_at(text, at + 1) & 0xc0) == 0x80) {
      at += 2;  // U+00C0 to U+02FF: none of them hides
    } else {
      break;
    }
  }
  return at - start;
}

Cluster cluster(std::string_view text, std::size_t at) {
  const std::size_t start = at;
  const Character first = decode(text, at);
  at += first.length;
  if (is_regional(first.code) && at < text.size()) {
    const Character second = decode(text, at);
    if (is_regional(second.code)) return {at + second.length - start, 2};
  }
  int width = width_of(first.code);
  if (first.code >= 0xa9 && in(pictographic, first.code)) {
    at = end_of_emoji(text, at, width);
    return {at - start, width};
  }
  if (first.code == '\n') return {1, 0};
  while (at < text.size()) {
    if (const unsigned char byte = byte_at(text, at); byte < 0xcc) break;  // no mark is below U+0300
    const Character next = decode(text, at);
    if (!next.valid) break;
    if (in(spacing_marks, next.code)) {
      ++width;
    } else if (!has_no_width(next.code)) {
      break;
    }
    if (next.code == keycap && is_keycap_base(first.code)) width = 2;
    at += next.length;
  }
  return {at - start, width};
}

bool is_blank(char32_t code) {
  return code == ' ' || (code >= '\t' && code <= '\r') || code == 0x85 || code == 0xa0 || code == 0x1680 ||
         (code >= 0x2000 && code <= 0x200a) || code == 0x2028 || code == 0x2029 || code == 0x202f ||
         code == 0x205f || code == 0x3000;
}

bool shows_something(std::string_view text) {
  constexpr char32_t empty_braille = 0x2800;
  for (std::size_t at = 0; at < text.size();) {
    const Character next = decode(text, at);
    at += next.length;
    const bool nothing =
        is_blank(next.code) || next.code == empty_braille || in(hidden, next.code) || in(no_width, next.code);
    if (!nothing) return true;
  }
  return false;
}

}  // namespace urp::unicode
