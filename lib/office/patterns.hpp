// patterns.hpp: the regular expressions of [[rule]], compiled once a program; liburp-patterns.so is loaded
// where a rule has one.
#pragma once

#include <urp/settings.hpp>

#include "domain/routing.hpp"

namespace urp {

/// For match_rule; without patterns it finds nothing and loads nothing. Throws configuration: what is no
/// regular expression; failed: no module.
RulePatterns patterns_of(const Settings& settings);

}  // namespace urp
