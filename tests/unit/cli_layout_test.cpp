#include <doctest/doctest.h>

#include <urp/text.hpp>

#include "cli/layout.hpp"

using namespace urp;
using namespace urp::cli;

TEST_CASE("layout: columns are as wide as their widest cell and two blanks apart") {
  const auto lines = lay_out({{"N."}, {"waits", Align::right}, {"text"}}, {{{"431"}, {"21m"}, {"Anna"}}}, 80);
  REQUIRE(lines.size() == 2);
  CHECK(lines[0] == "N.   waits  text");
  CHECK(lines[1] == "431    21m  Anna");
}

TEST_CASE("layout: the last column takes what is left and is cut with a mark") {
  const auto lines = lay_out({{""}, {""}}, {{{"431"}, {"A che ora apre l'ufficio anagrafe"}}}, 20);
  REQUIRE(lines.size() == 1);
  CHECK(display_width(lines[0]) == 20);
  CHECK(lines[0].ends_with("~"));
}

TEST_CASE("layout: wide characters count two columns") {
  const auto lines = lay_out({{""}, {""}}, {{{"日本"}, {"a"}}, {{"abc"}, {"b"}}}, 40);
  CHECK(lines[0] == "日本  a");
  CHECK(lines[1] == "abc   b");
}

TEST_CASE("layout: colour is put on after measuring") {
  const Style style = [](std::string_view text) { return "<" + std::string(text) + ">"; };
  const auto lines = lay_out({{""}, {""}}, {{{"ab", style}, {"x"}}, {{"abcd"}, {"y"}}}, 40);
  CHECK(lines[0] == "<ab  >  x");
  CHECK(lines[1] == "abcd  y");
}

TEST_CASE("layout: a table that has no room becomes lines a row, broken between values") {
  const std::vector<Column> columns = {{"C"}, {"name"}, {"open", Align::right}, {"last"}};
  const std::vector<std::vector<Cell>> rows = {{{"c12"}, {"Maria Giovanna Serra"}, {"3"}, {"gio 20:30"}}};
  CHECK(lay_out(columns, rows, 44).size() == 2);
  const auto narrow = lay_out(columns, rows, 30);
  REQUIRE(narrow.size() == 1);
  CHECK(narrow[0] == "c12  Maria Giovanna Serra\n    open 3  gio 20:30");
  const auto text =
      lay_out({{"N."}, {"text"}}, {{{"URP-1234567890"}, {"una buca in via Roma davanti al civico"}}}, 20);
  for (const auto& line : text) CHECK(line.find("civi\n") == std::string::npos);
}

TEST_CASE("layout: texts at both edges never grow beyond the width") {
  CHECK(both_edges("left", "right", 14) == "left     right");
  CHECK(both_edges("left", "", 14) == "left");
  CHECK(both_edges("a very long text at the left", "right", 20) == "a very long text\n  at the left  right");
  CHECK(both_edges("a text", "too wide beside it", 20) == "a text\n  too wide beside it");
}

TEST_CASE("layout: a stranger's newlines and escapes cannot break a line") {
  CHECK(one_line("uno\r\ndue\nTre") == "uno due Tre");
  CHECK(one_line("\x1b[31mrosso").find('\x1b') == std::string::npos);
}

TEST_CASE("layout: a rule fills the width, with its title inside") {
  TerminalStyle look;
  look.width = 30;
  CHECK(display_width(rule(look)) == 30);
  CHECK(rule(look, "domenica").starts_with("─ domenica ─"));
  look.unicode = false;
  CHECK(rule(look, "domenica").starts_with("- domenica -"));
}
