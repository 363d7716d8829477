#include "line_grammar.hpp"

#include <algorithm>

#include "arguments.hpp"
#include "commands.hpp"
#include "invocation.hpp"
#include "say.hpp"

namespace urp::cli {
namespace {

LineOption option_of(const Argument& argument) {
  LineOption known;
  known.names = argument.long_names();
  known.names.insert(known.names.end(), argument.short_names().begin(), argument.short_names().end());
  const bool optional = argument.shape() == Argument::Shape::optional || argument.implied();
  known.takes_value = argument.takes_value() && !optional;
  known.may_take_value = optional;
  known.help = argument.description();
  return known;
}

LinePart part_of(const Arguments& arguments) {
  LinePart part{arguments.name(), arguments.description(), {}, {}};
  for (const auto& argument : arguments.all()) {
    if (!argument->is_positional() && argument->group() != hidden_group)
      part.options.push_back(option_of(*argument));
  }
  for (const auto& sub : arguments.parts()) part.parts.push_back(part_of(*sub));
  return part;
}

}  // namespace

bool LineOption::is_called(std::string_view called) const {
  return std::find(names.begin(), names.end(), called) != names.end();
}

const LineOption* LinePart::find_option(std::string_view called) const {
  const auto found = std::find_if(options.begin(), options.end(),
                                  [&](const LineOption& option) { return option.is_called(called); });
  return found == options.end() ? nullptr : &*found;
}

const LinePart* LinePart::find_part(std::string_view called) const {
  const auto found =
      std::find_if(parts.begin(), parts.end(), [&](const LinePart& part) { return part.name == called; });
  return found == parts.end() ? nullptr : &*found;
}

LinePart grammar_of(std::string_view name) {
  const Verb* verb = find_verb(name);
  Arguments command;
  Invocation unused;
  verb->add(command, unused);
  add_common_options(command, unused.common, verb->json);
  LinePart part = part_of(command);
  part.name = name;
  part.options.push_back({{"--help", "-h"}, false, false, _("this text")});
  return part;
}

}  // namespace urp::cli
