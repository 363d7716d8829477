#include "domain/text_span.hpp"

#include <doctest/doctest.h>

using namespace urp;

TEST_CASE("span: characters, not bytes, counted from one") {
  const std::string text = "È Mario, perché";
  CHECK(part_of(text, {3, 7}) == "Mario");
  CHECK(part_of(text, {1, 1}) == "È");
  CHECK(part_of(text, {10, 15}) == "perché");
  CHECK_FALSE(part_of(text, {10, 16}));
  CHECK_FALSE(part_of(text, {0, 3}));
  CHECK_FALSE(part_of(text, {5, 4}));
  CHECK_FALSE(part_of("", {1, 1}));
  const auto span = span_of(text, text.find("perch"), std::string("perché").size());
  CHECK(to_string(span) == "10-15");
  CHECK(part_of(text, span) == "perché");
}

TEST_CASE("span: what is written otherwise is none") {
  CHECK(to_string(*read_span("12-20")) == "12-20");
  for (const char* word :
       {"", "-", "12", "12-", "-20", "12-20-30", "12–20", "a-b", "12-2x", "1234567-1", " 1-2"})
    CHECK_FALSE(read_span(word));
}
