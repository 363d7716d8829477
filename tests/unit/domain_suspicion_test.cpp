// What the rules of [moderation] say of a message.
#include "domain/suspicion.hpp"

#include <doctest/doctest.h>

using namespace urp;

TEST_CASE("suspicion: an address of the web, however it is typed") {
  for (const char* text : {"vedi https://example.org", "HTTP://EXAMPLE.ORG/x", "su www.example.org trovate",
                           "bit.ly/abc", "(t.me/gruppo)"}) {
    CAPTURE(text);
    CHECK(has_link(text));
  }
  for (const char* text :
       {"via Roma 12/A", "e/o", "dalle 9.30/10", "buongiorno.grazie", "www", "3.5/mq", ""}) {
    CAPTURE(text);
    CHECK_FALSE(has_link(text));
  }
}

TEST_CASE("suspicion: whole words and phrases, in any spelling; then links; then floods") {
  Settings::Moderation rules;
  CHECK_FALSE(suspect(rules, "gratis https://example.org", 100));
  rules.words = {"gratis", "guadagno facile"};
  CHECK(suspect(rules, "È tutto GRATIS!", 1)->word == "gratis");
  CHECK(suspect(rules, "un guadagno... facile", 1)->word == "guadagno facile");
  CHECK_FALSE(suspect(rules, "gratissimo", 1));
  rules.links = true;
  rules.flood = 5;
  CHECK(suspect(rules, "https://example.org", 9)->rule == "links");
  CHECK(suspect(rules, "", 6)->rule == "flood");
  CHECK_FALSE(suspect(rules, "", 5));
}
