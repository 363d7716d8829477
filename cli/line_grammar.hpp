// line_grammar.hpp: what a verb takes, as completion needs to know it: read off what the verb itself
// registers.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace urp::cli {

struct LineOption {
  std::vector<std::string> names;  // as typed: --output, -o
  bool takes_value = false;        // in the next word too
  bool may_take_value = false;     // behind = alone
  std::string help;

  bool is_called(std::string_view called) const;
};

struct LinePart {  // a verb, or a part of one: `notice show`
  std::string name, help;
  std::vector<LineOption> options;
  std::vector<LinePart> parts;

  const LineOption* find_option(std::string_view called) const;
  const LinePart* find_part(std::string_view called) const;
};

/// Of a verb that there is, with the options of every verb.
LinePart grammar_of(std::string_view verb);

}  // namespace urp::cli
