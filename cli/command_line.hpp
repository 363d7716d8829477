// command_line.hpp: from argv to a verb with its options. Only the options of that one verb are declared.
#pragma once

#include <string>
#include <vector>

#include "invocation.hpp"

namespace urp::cli {

/// What can be read before the options of the verb are known.
struct Outline {
  std::string verb;                // empty: none was given
  std::vector<std::string> words;  // everything but the verb, in order
  std::string lang, config, database;
  std::string clerk;  // before the verb it says who acts, also where the verb's own --clerk is a filter
  bool json = false, help = false, version = false;
  bool blank_verb = false;  // `urp ""` is not `urp`
};
Outline outline_of(const std::vector<std::string>& arguments);

/// Stores the action in `invocation`. Throws usage, with a hint to the verb's --help.
void parse_command_line(const Outline& outline, Invocation& invocation);

}  // namespace urp::cli
