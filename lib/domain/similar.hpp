// similar.hpp: what a case is about, in words to ask for, and how like it another text is. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace urp {

/// The words of a citizen that say what a case is about: folded, each once, in their order, without greetings
/// and the small words of every letter. At most `most`: the first ones.
std::vector<std::string> telling_words(std::string_view text, std::size_t most);

struct WeighedWord {
  std::string word;
  double weight = 0;  // rarity()
};
/// How much a word says that stands in `having` of `all` texts: the rarer, the more. Never below 0.
double rarity(std::int64_t having, std::int64_t all);
/// BM25 with the constants of FTS5; `usual_length` is that of a usual text, in words.
double likeness(const std::vector<WeighedWord>& words, std::string_view text, double usual_length);

}  // namespace urp
