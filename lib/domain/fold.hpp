// fold.hpp: a text taken apart for comparing; the folding itself is that of urp/text.hpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace urp {

struct FoldedWords {
  std::vector<std::string> words;  // without case and accents
  bool emoji = false;
  bool question = false;  // a question mark
  bool symbols = false;   // what carries a meaning of its own: + % # @ / ...
};
FoldedWords fold_words(std::string_view text);

}  // namespace urp
