#include "cli/graphics.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace urp::cli;
using namespace std::string_literals;

namespace {

std::string png(int width, int height, std::size_t rest) {
  const auto four = [](int value) {
    return std::string{'\0', '\0', static_cast<char>(value >> 8), static_cast<char>(value)};
  };
  return "\x89PNG\r\n\x1a\n\0\0\0\rIHDR"s + four(width) + four(height) + std::string(rest, 'x');
}

}  // namespace

TEST_CASE("graphics: a terminal shows what it says it shows") {
  CHECK(graphics_of("\x1b[?62;4;22c") == Graphics::sixel);
  CHECK(graphics_of("\x1b[?64;1;2;4c") == Graphics::sixel);
  CHECK(graphics_of("\x1b[?62;22c") == Graphics::none);
  CHECK(graphics_of("\x1b[?4c") == Graphics::none);  // a level, no attribute
  CHECK(graphics_of("\x1b[?62;44;14c") == Graphics::none);
  CHECK(graphics_of("\x1b_Gi=31;OK\x1b\\\x1b[?62c") == Graphics::kitty);
  CHECK(graphics_of("\x1b_Gi=31;ENOTSUPPORTED\x1b\\\x1b[?62;4c") == Graphics::sixel);
  CHECK(graphics_of("") == Graphics::none);
}

TEST_CASE("graphics: answers are told from what a person types between them, and no key is lost") {
  const auto parted = part_answer("a\x1b_Gi=31;OK\x1b\\b\x1b[A\x1b[?62;4c\x1b");
  CHECK(parted.answer == "\x1b_Gi=31;OK\x1b\\\x1b[?62;4c");
  CHECK(parted.keys == "ab\x1b[A\x1b");
  CHECK(parted.begun.empty());
  CHECK(parted.whole);
  const auto half = part_answer("x\x1b[?62;");
  CHECK(half.keys == "x");
  CHECK(half.begun == "\x1b[?62;");
  CHECK_FALSE(half.whole);
  CHECK_FALSE(part_answer("\x1b_Gi=31;OK\x1b\\").whole);  // the attributes are still to come
  CHECK(part_answer("\x1b[?25h").keys == "\x1b[?25h");    // begins like an answer, and is none
}

TEST_CASE("graphics: the size of a PNG, and the cells in which it fits") {
  const auto size = png_size(png(640, 480, 0));
  REQUIRE(size);
  CHECK(size->width == 640);
  CHECK(size->height == 480);
  CHECK_FALSE(png_size("\xff\xd8\xff\xe0 JFIF"));
  CHECK_FALSE(png_size(png(0, 480, 0)));
  CHECK_FALSE(png_size(png(640, 480, 0).substr(0, 20)));
  CHECK_FALSE(shrink_to({640, 300}, {80, 22}, {8, 16}));
  const auto tall = shrink_to({1000, 2000}, {80, 22}, {8, 16});
  REQUIRE(tall);
  CHECK(tall->rows == 22);
  CHECK(tall->columns == 22);
  const auto wide = shrink_to({6400, 160}, {80, 22}, {8, 16});
  REQUIRE(wide);
  CHECK(wide->columns == 80);
  CHECK(wide->rows == 1);
}

TEST_CASE("graphics: kitty's protocol carries a PNG as it is, in chunks, and is asked for no answer") {
  CHECK(kitty_picture("abc", std::nullopt) == "\x1b_Gq=2,a=T,f=100,m=0;YWJj\x1b\\");
  CHECK(kitty_picture("abcd", Cells{40, 10}) == "\x1b_Gq=2,a=T,f=100,c=40,r=10,m=0;YWJjZA==\x1b\\");
  CHECK(kitty_picture("ab", std::nullopt) == "\x1b_Gq=2,a=T,f=100,m=0;YWI=\x1b\\");
  const std::string sent = kitty_picture(std::string(7000, 'x'), std::nullopt);
  CHECK(sent.find(",m=1;") != sent.npos);
  CHECK(sent.find("\x1b\\\x1b_Gq=2,m=1;") != sent.npos);
  CHECK(sent.find("\x1b\\\x1b_Gq=2,m=0;") != sent.npos);
  CHECK(std::count(sent.begin(), sent.end(), '\x1b') == 6);
  for (std::size_t at = 0, end = 0; (end = sent.find("\x1b\\", at)) != sent.npos; at = end + 2) {
    CHECK(end - sent.find(';', at) - 1 <= 4096);
  }
}
