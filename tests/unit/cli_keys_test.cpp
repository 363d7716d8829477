#include "cli/keys.hpp"

#include <doctest/doctest.h>

using namespace urp::cli;
using Kind = Key::Kind;

namespace {

std::vector<Key> keys_of(std::string bytes, bool silent = true) {
  auto keys = take_keys(bytes, silent);
  CHECK(bytes.empty());
  return keys;
}

Key letter(const char* text) {
  return {Kind::character, text};
}

}  // namespace

TEST_CASE("keys: letters of any alphabet, controls and arrows") {
  CHECK(keys_of("aè€👍") == std::vector<Key>{letter("a"), letter("è"), letter("€"), letter("👍")});
  CHECK(keys_of("\r\x7f\x03\x1a\x15\x17\x0f") == std::vector<Key>{{Kind::enter},
                                                                  {Kind::backspace},
                                                                  {Kind::interrupt},
                                                                  {Kind::suspend},
                                                                  {Kind::erase_line},
                                                                  {Kind::erase_word},
                                                                  {Kind::editor}});
  CHECK(keys_of("\x1b[A\x1bOB\x1b[5~\x1b[6~\x1b[1~\x1b[F") ==
        std::vector<Key>{
            {Kind::up}, {Kind::down}, {Kind::page_up}, {Kind::page_down}, {Kind::home}, {Kind::end}});
  CHECK(keys_of("\x1b[1;5Cx") == std::vector<Key>{{Kind::unknown}, letter("x")});
}

TEST_CASE("keys: one that is not whole waits for its rest; a lone ESC is a key once nothing follows") {
  std::string bytes = "a\xe2\x82";
  CHECK(take_keys(bytes, false) == std::vector<Key>{letter("a")});
  bytes += "\xac";
  CHECK(take_keys(bytes, false) == std::vector<Key>{letter("€")});
  bytes = "\x1b";
  CHECK(take_keys(bytes, false).empty());
  CHECK(take_keys(bytes, true) == std::vector<Key>{{Kind::escape}});
  bytes = "\x1b[";
  CHECK(take_keys(bytes, false).empty());
  bytes += "A";
  CHECK(take_keys(bytes, false) == std::vector<Key>{{Kind::up}});
}

TEST_CASE("keys: bytes that are no UTF-8 are no letter") {
  CHECK(keys_of("\xff\x80") == std::vector<Key>{{Kind::unknown}});
  CHECK(keys_of("\xc3(") == std::vector<Key>{{Kind::unknown}, letter("(")});
}

TEST_CASE("keys: what is pasted is a text, whatever letters and line ends it has") {
  CHECK(keys_of("\x1b[200~q\rx\x1b[201~z") == std::vector<Key>{{Kind::paste, "q\nx"}, letter("z")});
  std::string bytes = "\x1b[200~begun";
  CHECK(take_keys(bytes, true).empty());
}

TEST_CASE("line input: letters, erasing and moving keep whole characters") {
  LineInput line("perchè");
  CHECK(line.press({Kind::backspace}));
  CHECK(line.press(letter("é")));
  CHECK(line.text() == "perché");
  CHECK(line.press({Kind::left}));
  CHECK(line.press(letter("X")));
  CHECK(line.text() == "perchXé");
  CHECK(line.before() == "perchX");
  CHECK(line.press({Kind::right}));
  CHECK(line.press({Kind::right}));
  CHECK(line.before() == "perchXé");
  CHECK(line.press({Kind::home}));
  CHECK(line.press({Kind::left}));
  CHECK(line.press({Kind::backspace}));
  CHECK(line.text() == "perchXé");
  CHECK(line.press({Kind::paste, "q x "}));
  CHECK(line.press({Kind::erase_word}));
  CHECK(line.text() == "q perchXé");
  CHECK(line.press({Kind::end}));
  CHECK(line.press({Kind::erase_line}));
  CHECK(line.text().empty());
  CHECK_FALSE(line.press({Kind::up}));
}

TEST_CASE("keys: what a terminal answers late about pictures is no key") {
  CHECK(keys_of("\x1b_Gi=31;OK\x1b\\x") == std::vector<Key>{{Kind::unknown}, letter("x")});
  CHECK(keys_of("\x1b[?62;4c") == std::vector<Key>{{Kind::unknown}});
  CHECK(keys_of("\x1b_Gi=31") == std::vector<Key>{{Kind::unknown}});
  std::string begun = "\x1b_Gi=3";
  CHECK(take_keys(begun, false).empty());
}
