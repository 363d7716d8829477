#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

#include <urp/text.hpp>

#include "domain/unicode.hpp"

using namespace urp;
using namespace std::string_literals;

namespace {

/// Bytes that are likely to make trouble: broken UTF-8, controls, invisible marks, emoji, newlines.
std::string hostile_bytes(std::mt19937& random) {
  static const std::vector<std::string> pieces = {"\x1b[31m",    "\x1b]8;;http://example.org\x07",
                                                  "\r\n",        "\n",
                                                  "\t",          "\r",
                                                  "\x7f",        "\xc2\x85",
                                                  "\xc2\x9b",    "\u202e",
                                                  "\u2066",      "\u2069",
                                                  "\u200e",      "\u200f",
                                                  "\u061c",      "\u2028",
                                                  "\u2029",      "\ufeff",
                                                  "\u00ad",      "\u2060",
                                                  "\u200b",      "\U000e0001",
                                                  "\U000e0041",  "\ufff9",
                                                  "\u200d",      "\u200c",
                                                  "\ufe0f",      "\U000e0100",
                                                  "👩‍👧", "🇮🇹",
                                                  "👍🏽",    "è",
                                                  "a",           "ب",
                                                  "=",           "\"",
                                                  ";",           ",",
                                                  "\\x1b",       "\xed\xa0\x80",
                                                  "\xf5",        "\xc0\x80",
                                                  "\xe2\x80",    ""s + '\0'};
  std::string text;
  const int length = static_cast<int>(random() % 24);
  for (int i = 0; i < length; ++i) {
    if (random() % 3 == 0) {
      text.push_back(static_cast<char>(random() % 256));
    } else {
      text += pieces[random() % pieces.size()];
    }
  }
  return text;
}

bool is_bidi(char32_t code) {
  return (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069) || code == 0x200e ||
         code == 0x200f || code == 0x61c;
}

}  // namespace

TEST_CASE("text: whatever the bytes, what is escaped is valid, printable and without bidirectional marks") {
  std::mt19937 random(20261123);
  for (int round = 0; round < 20'000; ++round) {
    const std::string text = hostile_bytes(random);
    const bool keep = round % 2 == 0;
    const std::string safe = escape_controls(text, keep);
    for (std::size_t at = 0; at < safe.size();) {
      const unicode::Character next = unicode::decode(safe, at);
      REQUIRE(next.valid);
      if (!(keep && next.code == '\n')) {
        REQUIRE(next.code >= 0x20);
        REQUIRE((next.code < 0x7f || next.code > 0x9f));
        REQUIRE_FALSE(is_bidi(next.code));
        REQUIRE_FALSE(unicode::in(unicode::hidden, next.code));
      }
      at += next.length;
    }
    REQUIRE(escape_controls(safe, keep) == safe);  // nothing is left to escape
    REQUIRE(valid_utf8(safe) == safe);
  }
}

TEST_CASE("text: controls and invisible marks are written, ordinary text stays as it is") {
  CHECK(escape_controls("Buongiorno, c'è una buca 🕳️ in via Roma") ==
        "Buongiorno, c'è una buca 🕳️ in via Roma");
  CHECK(escape_controls("\x1b[2J") == "\\x1b[2J");
  CHECK(escape_controls("a\tb") == "a b");
  CHECK(escape_controls("\x7f") == "\\x7f");
  CHECK(escape_controls("\u0085\u009b") == "\\u0085\\u009b");
  CHECK(escape_controls("\x9b") == "\ufffd");
  CHECK(escape_controls("abc\u202egpj.exe") == "abc\\u202egpj.exe");
  CHECK(escape_controls("\U000e0001") == "\\U000e0001");
  CHECK(escape_controls("gra\u00adzie\u200b") == "gra\\u00adzie\\u200b");
  CHECK(escape_controls("literal \\x1b") == "literal \\x1b");
  CHECK(escape_controls(std::string("a\0b", 3)) == "a\\x00b");
  CHECK(escape_controls("") == "");
}

TEST_CASE("text: newlines stay only when asked, and then in one form") {
  CHECK(escape_controls("uno\r\ndue\ntre\rquattro", true) == "uno\ndue\ntre\\x0dquattro");
  CHECK(escape_controls("uno\r\ndue") == "uno\\x0d\\x0adue");
}

TEST_CASE("text: joiners and selectors stay where they mean something") {
  CHECK(escape_controls("👩‍👧‍👦 👍🏽 ❤️‍🔥 🏳️‍🌈 1️⃣") ==
        "👩‍👧‍👦 👍🏽 ❤️‍🔥 🏳️‍🌈 1️⃣");
  CHECK(escape_controls("क्\u200dष می\u200cخواهم") == "क्\u200dष می\u200cخواهم");
  CHECK(escape_controls("pass\u200dword") == "pass\\u200dword");
  CHECK(escape_controls("👍\u200d\u200d") == "👍\u200d\\u200d");
  CHECK(escape_controls("👍\ufe0f\ufe0e\ufe0f") == "👍\ufe0f\\ufe0e\\ufe0f");  // bytes hidden in selectors
  CHECK(escape_controls("\ufe0f") == "\\ufe0f");
}

TEST_CASE("text: broken bytes become one U+FFFD for each mistake") {
  CHECK(valid_utf8("perch\xe9!") == "perch\ufffd!");
  CHECK(valid_utf8("\xed\xa0\x80") == "\ufffd\ufffd\ufffd");  // a surrogate
  CHECK(valid_utf8("\xf0\x9f\x98") == "\ufffd");              // an emoji cut short
  CHECK(valid_utf8("\xc0\xaf") == "\ufffd\ufffd");            // an overlong slash
  CHECK(valid_utf8("\xf4\x90\x80\x80") == "\ufffd\ufffd\ufffd\ufffd");
  CHECK(valid_utf8("perché \x1b") == "perché \x1b");
}

TEST_CASE("text: columns of letters, marks, East Asian and emoji") {
  CHECK(display_width("Buongiorno") == 10);
  CHECK(display_width("perché") == 6);
  CHECK(display_width("perche\u0301") == 6);
  CHECK(display_width("日本") == 4);
  CHECK(display_width("Ａ") == 2);
  CHECK(display_width("한국") == 4);
  CHECK(display_width("\u1112\u1161\u11ab") == 2);  // the same syllable in its parts
  CHECK(display_width("🙏") == 2);
  CHECK(display_width("👩‍👧‍👦") == 2);
  CHECK(display_width("👍🏽") == 2);
  CHECK(display_width("🇮🇹🇫🇷") == 4);
  CHECK(display_width("❤") == 1);
  CHECK(display_width("❤️") == 2);
  CHECK(display_width("1️⃣") == 2);
  CHECK(display_width("🏳️‍🌈") == 2);
  CHECK(display_width("") == 0);
}

TEST_CASE("text: a cut never halves a character or an emoji sequence") {
  CHECK(cut_to_width("Buongiorno", 10) == "Buongiorno");
  CHECK(cut_to_width("Buongiorno", 9) == "Buongior~");
  CHECK(cut_to_width("perche\u0301 no", 7) == "perche\u0301~");
  CHECK(cut_to_width("ab👩‍👧‍👦cd", 4) == "ab~");
  CHECK(cut_to_width("ab👩‍👧‍👦cd", 5) == "ab👩‍👧‍👦~");
  CHECK(cut_to_width("🇮🇹🇫🇷", 3) == "🇮🇹~");
  CHECK(cut_to_width("日本語", 4, "…") == "日…");
  CHECK(cut_to_width("abc", 0) == "");
  CHECK(cut_to_width("abcdef", 2, "...") == "ab");  // no room for the mark

  std::mt19937 random(7);
  for (int round = 0; round < 5'000; ++round) {
    const std::string text = escape_controls(hostile_bytes(random));
    const int columns = static_cast<int>(random() % 20);
    REQUIRE(display_width(cut_to_width(text, columns)) <= columns);
  }
}

TEST_CASE("text: lines break at blanks, later lines stand under the first") {
  CHECK(wrap_lines("una buca davanti al civico 12", 16, "") == "una buca davanti\nal civico 12");
  CHECK(wrap_lines("una buca davanti al civico 12", 16, "    ") == "una buca davanti\n    al civico 12");
  CHECK(wrap_lines("uno\n\ndue", 10, "  ") == "uno\n\n  due");
  CHECK(wrap_lines("abcdefghij", 4, "") == "abcd\nefgh\nij");
  CHECK(wrap_lines("日本語", 4, "") == "日本\n語");
  CHECK(wrap_lines("日本", 1, "") == "日\n本");  // what cannot fit goes on all the same
  CHECK(wrap_lines("  - punto", 20, "") == "  - punto");
  CHECK(wrap_lines("     rientro", 4, "") == "rien\ntro");
  CHECK(wrap_lines("", 10, "  ") == "");

  std::mt19937 random(8);
  for (int round = 0; round < 5'000; ++round) {
    const std::string text = escape_controls(hostile_bytes(random), true);
    const std::string lines = wrap_lines(text, 10, "  ");
    for (std::size_t from = 0; from <= lines.size();) {
      const std::size_t newline = std::min(lines.find('\n', from), lines.size());
      REQUIRE(display_width(lines.substr(from, newline - from)) <= 12);
      from = newline + 1;
    }
  }
}

TEST_CASE("text: words compare without case, accents, blanks at the ends and final punctuation") {
  CHECK(fold_for_matching("Grazie mille!!! 🙏") == "grazie mille");
  CHECK(fold_for_matching("  Protezione\n\t CIVILE  ON. ") == "protezione civile on");
  CHECK(fold_for_matching("PERCHÉ") == "perche");
  CHECK(fold_for_matching("perche\u0301") == "perche");
  CHECK(fold_for_matching("Città d\u2019Ampezzo") == "citta d'ampezzo");
  CHECK(fold_for_matching("ŽIVJO Łódź Straße Æsir œuvre Ðe") == "zivjo lodz strasse aesir oeuvre de");
  CHECK(fold_for_matching("gra\u200bzie\ufeff") == "grazie");
  CHECK(fold_for_matching("ok 👍🏽👍🏽") == "ok");
  CHECK(fold_for_matching("ok 🇮🇹") == "ok");
  CHECK(fold_for_matching("ＯＫ") == "ok");
  CHECK(fold_for_matching("a. b. c.") == "a. b. c");
  CHECK(fold_for_matching("50%") == "50%");
  CHECK(fold_for_matching("ПРИВЕТ") == "привет");
  CHECK(fold_for_matching("") == "");
  CHECK(fold_for_matching(" \n ") == "");
}

TEST_CASE("text: of punctuation or emoji alone something is left, or all of them would be equal") {
  CHECK(fold_for_matching("?") == "?");
  CHECK(fold_for_matching("👍") == "👍");
  CHECK(fold_for_matching("👍") != fold_for_matching("👎"));
}

TEST_CASE("text: the length in UTF-16 counts an emoji twice") {
  CHECK(utf16_length("abc") == 3);
  CHECK(utf16_length("perché") == 6);
  CHECK(utf16_length("🙏") == 2);
  CHECK(utf16_length("\xff") == 1);
  CHECK(utf16_length("") == 0);
}

TEST_CASE("unicode: every code point survives encoding, and the tables are sorted") {
  for (char32_t code = 0; code < 0x110000; ++code) {
    if (code == 0xd800) code = 0xe000;
    std::string text;
    unicode::append(text, code);
    const unicode::Character back = unicode::decode(text, 0);
    REQUIRE(back.valid);
    REQUIRE(back.code == code);
    REQUIRE(back.length == text.size());
  }
  for (const auto ranges :
       {unicode::hidden, unicode::no_width, unicode::spacing_marks, unicode::wide, unicode::pictographic}) {
    for (std::size_t i = 0; i < ranges.size(); ++i) {
      REQUIRE(ranges[i].first <= ranges[i].last);
      if (i > 0) REQUIRE(ranges[i - 1].last < ranges[i].first);
    }
  }
}
