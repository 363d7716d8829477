// complete_values.hpp: which kind of value stands where, and the values of a kind.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "complete_line.hpp"

namespace urp::cli {

class Invocation;

struct OptionKind {
  std::string_view verb, option, kind;  // verb empty: wherever there is such an option
};
/// What options take: `service`, `files`, `folders`, with `,` before it where several may stand in one word.
std::span<const OptionKind> option_kinds();
/// Empty for what the clerk alone knows.
std::string_view option_kind(std::string_view verb, std::string_view option);
/// What stands behind the verb, or behind its part (`notice show`), `position` words after it.
std::vector<std::string> argument_kinds(std::string_view verb, std::string_view part, std::size_t position);

/// The values of a kind, as this office has them now. Throws what opening the office throws.
std::vector<Candidate> values_of(Invocation& call, const std::string& kind);

}  // namespace urp::cli
