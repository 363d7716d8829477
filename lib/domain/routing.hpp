// routing.hpp: the rules of [[rule]]: in order, the first that matches counts.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <urp/settings.hpp>
#include <urp/time.hpp>

namespace urp {

/// What the rules look at.
struct RuleCase {
  std::string text;              // what the citizen wrote
  TimePoint presented_at{};      // `when` looks at the hours at that moment
  std::vector<std::string> has;  // what it carries, in the words of has: image, voice, location ...
};
/// The words that one of the patterns of the rule at this place finds in a folded text.
using RulePatterns = std::function<std::optional<std::string>(std::size_t rule, std::string_view folded)>;

struct RuleMatch {
  int number = 0;  // from 1, as the rules stand in urp.toml
  const Settings::Rule* rule = nullptr;
  std::string word;  // that was found, or what a pattern found; empty when the rule asks for none
};
/// Of a rule everything must be true that it asks for: one of its words or patterns, one of what it may
/// carry, the language, the hours. Words are found whole, accents and case do not matter.
std::optional<RuleMatch> match_rule(const Settings& settings, const Zone& zone, const RuleCase& what,
                                    const RulePatterns& patterns = {});

/// Whether a case that is handed to the service goes there as a letter.
bool gets_mail(const Settings& settings, const Settings::Service& service);

}  // namespace urp
