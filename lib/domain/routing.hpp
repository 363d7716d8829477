// routing.hpp: the rules of [[rule]]: in order, the first that matches counts.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <urp/settings.hpp>
#include <urp/time.hpp>

namespace urp {

struct RuleMatch {
  int number = 0;  // from 1, as the rules stand in urp.toml
  const Settings::Rule* rule = nullptr;
  std::string word;  // that was found; empty when the rule asks for none
};
/// Words are found whole, accents and case do not matter. `when` looks at the hours at that moment.
std::optional<RuleMatch> match_rule(const Settings& settings, const Zone& zone, std::string_view text,
                                    TimePoint presented_at);

/// Whether a case that is handed to the service goes there as a letter.
bool gets_mail(const Settings& settings, const Settings::Service& service);

}  // namespace urp
