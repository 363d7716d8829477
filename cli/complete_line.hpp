// complete_line.hpp: what may stand where the cursor is. Pure: the words of the line in, kinds of values out;
// the values themselves are complete_values'.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "line_grammar.hpp"

namespace urp::cli {

/// A word that may stand there, and what it means.
struct Candidate {
  std::string word, help;
};

struct Wanted {
  enum class What { words, files, folders } what = What::words;
  std::string before;                 // stays as it is typed: `--state=new,`
  std::string typed;                  // behind it: what the candidates begin with
  std::vector<Candidate> candidates;  // known without asking: verbs, options, parts
  std::vector<std::string> kinds;     // of the values to ask for: `tickets`, `service`
};

/// `words`: the line from `urp` on, up to the cursor; the last may be empty.
Wanted wanted_at(const std::vector<std::string>& words,
                 const std::function<LinePart(std::string_view)>& grammar = grammar_of);

}  // namespace urp::cli
