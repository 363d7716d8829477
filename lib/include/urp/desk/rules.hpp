// rules.hpp: the rules of urp.toml against past cases, and words that would make good ones.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <urp/api.hpp>
#include <urp/office.hpp>
#include <urp/settings.hpp>

namespace urp {

/// Throws configuration, with the line, where a rule has what is no regular expression. Parsing the file does
/// not load what knows.
URP_API void check_patterns(const Settings& settings, std::string_view toml, const std::string& origin);

struct RulesTestRequest {
  Seconds last = std::chrono::days(90);
  std::vector<TicketId> tickets;  // these instead
  bool cases = false;             // each case that a rule matches, too
};
/// Of one rule over past cases. Right: the service it names is the one that has the case in the end.
struct RuleScore {
  int number = 0;  // from 1, as in urp.toml
  std::string service;
  std::int64_t matched = 0, right = 0, other = 0;
  std::int64_t kept = 0;  // cases that no service has: the office answered them itself, or they are open
};
struct RuleVerdict {
  TicketId ticket;
  int rule = 0;
  std::string service, word;          // what the rule says, and what it found
  std::optional<std::string> routed;  // the service that has the case
};
struct RulesTestResult {
  std::optional<TimePoint> since;
  std::int64_t tickets = 0, routed = 0, matched = 0;
  std::vector<RuleScore> rules;
  std::vector<RuleVerdict> cases;
};
/// Throws not_found: a ticket; configuration: a pattern.
URP_API RulesTestResult test_rules(Office& office, const RulesTestRequest& request);

struct ProposeRequest {
  Seconds last = std::chrono::days(365);
  int least = 5;         // cases of the service that have the word, of three people at least
  int per_service = 10;  // the best of each; 0: all
};
struct ProposedWord {
  std::string service, word;
  std::int64_t cases = 0, others = 0;  // of the service, and of all others, that have it
};
/// Words that tell the services apart, the best of each service first; none that its rules have already.
URP_API std::vector<ProposedWord> propose_words(Office& office, const ProposeRequest& request);

}  // namespace urp
