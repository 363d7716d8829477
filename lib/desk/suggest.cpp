#include "desk/suggest.hpp"

#include "domain/routing.hpp"
#include "office/patterns.hpp"
#include "store/services.hpp"

namespace urp {

std::optional<Suggestion> suggestion_for(const Office::Local& office, const db::Access& db, TicketId ticket,
                                         TimePoint presented_at) {
  constexpr int messages = 20;
  const auto& settings = office.options.settings;
  if (settings.rules.empty()) return std::nullopt;
  const RuleCase what{store::collect_words(db, ticket, messages), presented_at,
                      store::list_carried(db, ticket)};
  const auto match = match_rule(settings, office.zone, what, patterns_of(settings));
  if (!match || match->rule->service.empty()) return std::nullopt;
  return Suggestion{match->rule->service, match->number, match->word};
}

}  // namespace urp
