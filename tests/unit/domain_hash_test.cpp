#include <doctest/doctest.h>

#include "domain/hash.hpp"

using namespace urp;

TEST_CASE("hash: bytes are written as lower-case pairs and read in either case") {
  CHECK(hex(std::string_view("\0\x1f\xff", 3)) == "001fff");
  CHECK(hex("") == "");
  CHECK(unhex("001fFF") == std::string("\0\x1f\xff", 3));
  CHECK(unhex("") == "");
  CHECK(hex(sha256("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("hash: half a pair, a blank or a letter too far is nothing") {
  for (const char* wrong : {"0", "001", "0g", "00 ff", " 00ff", "00ff\n", "0x00"}) {
    CAPTURE(wrong);
    CHECK_FALSE(unhex(wrong).has_value());
  }
}

TEST_CASE("hash: the same bytes are the same length, too") {
  CHECK(same_bytes("secret", "secret"));
  CHECK(same_bytes("", ""));
  CHECK_FALSE(same_bytes("secret", "secrets"));
  CHECK_FALSE(same_bytes("secret", "secreT"));
}
