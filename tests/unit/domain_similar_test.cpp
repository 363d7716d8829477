#include "domain/similar.hpp"

#include <doctest/doctest.h>

using namespace urp;

TEST_CASE("similar: greetings, articles and short words say nothing of a case") {
  CHECK(telling_words("Buongiorno, c'è una BUCA in via Roma. Buca pericolosa, grazie!", 12) ==
        std::vector<std::string>{"buca", "via", "roma", "pericolosa"});
  CHECK(telling_words("Good morning, where is the town hall?", 12) ==
        std::vector<std::string>{"town", "hall"});
  CHECK(telling_words("dell’acquedotto, nell'acquedotto", 12) == std::vector<std::string>{"acquedotto"});
  CHECK(telling_words("Salve, grazie mille 👍", 12) == std::vector<std::string>{"mille"});
  CHECK(telling_words("", 12).empty());
  CHECK(telling_words("uno due tre quattro cinque sei", 2) == std::vector<std::string>{"tre", "quattro"});
}

TEST_CASE("similar: the rarer a word, the more it says; never less than nothing") {
  CHECK(rarity(1, 1000) > rarity(10, 1000));
  CHECK(rarity(999, 1000) > 0);
  CHECK(rarity(1000, 1000) > 0);
  CHECK(rarity(5, 3) > 0);  // an estimate that is too low
}

TEST_CASE("similar: a rare word in common counts for more than a usual one, and a short text for more") {
  const std::vector<WeighedWord> words = {{"lampione", rarity(2, 1000)}, {"via", rarity(400, 1000)}};
  const double rare = likeness(words, "Il lampione è spento", 16);
  CHECK(rare > likeness(words, "La via è sporca", 16));
  CHECK(likeness(words, "lampione", 16) > rare);
  CHECK(likeness(words, "Lampione in via Roma", 16) > rare);
  CHECK(likeness(words, "niente", 16) == 0);
  CHECK(likeness(words, "", 16) == 0);
}
