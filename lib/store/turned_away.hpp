// turned_away.hpp: what the door did not let in, by day and status: a changed app secret must not be days of
// silence.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <urp/desk/inbox.hpp>

#include "store/access.hpp"

namespace urp::store {

/// Once something good came in since, it was a stranger who knocked, or it is over.
bool is_over(const TurnedAwayCount& away, std::optional<TimePoint> last_body_at, TimePoint now);
/// `day` by the office's calendar: 2026-11-30.
void add_turned_away(Writer& db, const std::string& day, const TurnedAwayCount& more);
/// Since that day, each status once.
std::vector<TurnedAwayCount> list_turned_away(const Access& db, const std::string& since_day, TimePoint now);

}  // namespace urp::store
