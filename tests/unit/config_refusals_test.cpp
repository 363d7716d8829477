#include <doctest/doctest.h>

#include <urp/error.hpp>
#include <urp/settings.hpp>

#include "test_file.hpp"

using namespace urp;

TEST_CASE("settings: every mistake of refused.txt is refused with its line and with what is allowed") {
  std::istringstream file(test_file("settings/refused.txt"));
  int cases = 0;
  std::string toml;
  for (std::string line; std::getline(file, line);) {
    if (line.substr(0, 4) != "--- ") {
      if (!toml.empty() || !line.empty()) toml += line + "\n";
      continue;
    }
    CAPTURE(toml);
    try {
      parse_settings(toml, "urp.toml");
      FAIL_CHECK("accepted");
    } catch (const Error& error) {
      CHECK(error.fault() == Fault::configuration);
      CHECK(error.what() == line.substr(4));
      CHECK_FALSE(error.hint().empty());
    }
    ++cases;
    toml.clear();
  }
  CHECK(cases >= 90);
  CHECK(toml.empty());
}

TEST_CASE("settings: the first mistake of the file is told, and where the others are") {
  try {
    parse_settings("[ui]\ncolour = 1\n[office]\nlanguage = \"fr\"\n[listen]\nport = -1\n", "urp.toml");
    FAIL("accepted");
  } catch (const Error& error) {
    CHECK(std::string(error.what()) == "urp.toml:2: ui.colour: text is expected, not a whole number");
    CHECK(error.hint() ==
          "correct the file; further mistakes: 2 (line 4, 6); urp.toml(5) explains every key");
  }
}

TEST_CASE("settings: an address that may hold a password is not repeated, and control characters never are") {
  const auto what = [](const char* toml) {
    try {
      parse_settings(toml, "urp.toml");
      return std::string("accepted");
    } catch (const Error& error) {
      return std::string(error.what()) + error.hint();
    }
  };
  CHECK(what("[mail]\nurl = \"smtps://urp:hunter2@smtp.example.org\"\n").find("hunter2") ==
        std::string::npos);
  CHECK(what("[office]\nlanguage = \"\\u001b[31m\"\n").find('\x1b') == std::string::npos);
  CHECK(what("[office]\n\"\\u001b[31m\" = 1\n").find('\x1b') == std::string::npos);
  CHECK(what("[automatic]\naway = \"{\\u001b[31m}\"\n").find('\x1b') == std::string::npos);
  CHECK(what("\"\\u001b\" = 1\n").find('\x1b') == std::string::npos);
}

TEST_CASE("settings: what is too large, too deep or no UTF-8 is refused, not read for ever") {
  CHECK_THROWS_AS(parse_settings(std::string(300'000, '#'), "urp.toml"), Error);
  CHECK_THROWS_AS(parse_settings("a = " + std::string(10'000, '['), "urp.toml"), Error);
  std::string dotted = "a";
  for (int i = 0; i < 2'000; ++i) dotted += ".a";
  CHECK_THROWS_AS(parse_settings(dotted + " = 1", "urp.toml"), Error);
  CHECK_THROWS_AS(parse_settings("[office]\nname = \"citt\xe0\"\n", "urp.toml"), Error);
  CHECK_NOTHROW(parse_settings("# citt\xe0, a comment of an older editor\n", "urp.toml"));
  CHECK_THROWS_AS(parse_settings(std::string_view("[office]\nname = \"a\0b\"\n", 22), "urp.toml"), Error);
}
