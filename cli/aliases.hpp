// aliases.hpp: [alias] of the configuration: a word of the office's own for a verb with its options. Pure.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace urp::cli {

using Aliases = std::map<std::string, std::string>;

/// What stands for it, in words; blanks inside quotation marks are part of a word. Empty: there is no such
/// alias. Throws configuration when it does not begin with a command of urp: an alias of an alias would have
/// no end.
std::vector<std::string> find_alias(const Aliases& aliases, std::string_view word);
/// Throws configuration for the first alias that has the name of a command, or that find_alias refuses.
void check_aliases(const Aliases& aliases);

}  // namespace urp::cli
