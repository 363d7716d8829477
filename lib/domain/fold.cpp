// The one folding of urp: keywords, courtesy words and rules compare texts after it.
#include <urp/text.hpp>

#include "domain/fold.hpp"
#include "domain/unicode.hpp"

namespace urp {
namespace {

using unicode::is_blank;

/// Accents that stand alone, selectors, keycaps. Not every mark: in Indic scripts marks are vowels.
bool is_accent(char32_t code) {
  return (code >= 0x300 && code <= 0x36f) || (code >= 0x1ab0 && code <= 0x1aff) ||
         (code >= 0x1dc0 && code <= 0x1dff) || (code >= 0x20d0 && code <= 0x20ff) ||
         (code >= 0xfe00 && code <= 0xfe0f) || (code >= 0xfe20 && code <= 0xfe2f) || code == 0x200c ||
         code == 0x200d;
}

bool is_emoji(char32_t code) {
  return (code >= 0x1f1e6 && code <= 0x1f1ff) || (code >= 0x1f3fb && code <= 0x1f3ff) ||
         unicode::in(unicode::pictographic, code);
}

/// What may close a sentence without changing it. Not `+`, `%`, `#`, `@`, `/`: those carry meaning.
bool is_final(char32_t code) {
  if (code < 0x80)
    return std::string_view("!\"'(),-.:;?[]^_`{|}~*").find(static_cast<char>(code)) != std::string_view::npos;
  return code == 0xa1 || code == 0xab || code == 0xb4 || code == 0xb7 || code == 0xbb || code == 0xbf ||
         (code >= 0x2010 && code <= 0x2027) || (code >= 0x2030 && code <= 0x205e) || code == 0x3001 ||
         code == 0x3002 || code == 0xfffd || is_emoji(code);
}

void append_letter(std::string& out, char32_t code) {
  if (code >= 0xff01 && code <= 0xff5e) code -= 0xfee0;  // full width
  if (code >= 'A' && code <= 'Z') code += 'a' - 'A';
  if (code < 0x80) {
    out.push_back(static_cast<char>(code));
  } else if (const char base = unicode::latin_base(code); base != 0) {
    out.push_back(base);
  } else if (code == 0xdf || code == 0x1e9e) {
    out.append("ss");
  } else if (code == 0xc6 || code == 0xe6) {
    out.append("ae");
  } else if (code == 0x152 || code == 0x153) {
    out.append("oe");
  } else if (code == 0xd0 || code == 0xf0) {
    out.push_back('d');
  } else if (code == 0xde || code == 0xfe) {
    out.append("th");
  } else if (code == 0x2018 || code == 0x2019 || code == 0x2bc) {
    out.push_back('\'');  // what telephones write for an apostrophe
  } else if ((code >= 0x391 && code <= 0x3a9) || (code >= 0x410 && code <= 0x42f)) {
    unicode::append(out, code + 0x20);
  } else if (code >= 0x400 && code <= 0x40f) {
    unicode::append(out, code + 0x50);
  } else {
    unicode::append(out, code);
  }
}

}  // namespace

std::string fold_for_matching(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  std::size_t kept = 0;  // the end of the last character that is more than final punctuation
  bool blank = false;
  for (std::size_t at = 0; at < text.size();) {
    const unicode::Character next = unicode::decode(text, at);
    at += next.length;
    if (is_blank(next.code)) {
      blank = true;
      continue;
    }
    const bool plain = next.code > 0x20 && next.code < 0x7f;
    if (!plain && (is_accent(next.code) || unicode::in(unicode::hidden, next.code))) continue;
    if (blank && !out.empty()) out.push_back(' ');
    blank = false;
    append_letter(out, next.code);
    if (!is_final(next.code)) kept = out.size();
  }
  // Of "?" or a lone thumb nothing would be left, and then every such text would be equal to every other.
  if (kept > 0) out.resize(kept);
  return out;
}

FoldedWords fold_words(std::string_view text) {
  FoldedWords folded;
  bool in_word = false;
  for (std::size_t at = 0; at < text.size();) {
    const unicode::Character next = unicode::decode(text, at);
    at += next.length;
    const char32_t code = next.code;
    if (is_accent(code) || (!is_blank(code) && unicode::in(unicode::hidden, code))) continue;
    const bool mark = code == '?' || code == 0xbf || code == 0xff1f;
    const bool word = !is_blank(code) && !is_final(code) && !mark;
    folded.emoji |= is_emoji(code);
    folded.question |= mark;
    if (word) {
      if (!in_word) folded.words.emplace_back();
      append_letter(folded.words.back(), code);
      const bool letter = code >= 0x80 || (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z') ||
                          (code >= '0' && code <= '9');
      folded.symbols |= !letter;
    }
    in_word = word;
  }
  return folded;
}

}  // namespace urp
