// turned_away.hpp: what the door did not let in, by day and status: a changed app secret must not be days of
// silence.
#pragma once

#include <string>
#include <vector>

#include "store/access.hpp"

namespace urp::store {

struct TurnedAway {
  int status = 0;  // of HTTP; 408: cut off before its end
  std::int64_t count = 0;
  TimePoint last_at{};
};
/// `day` by the office's calendar: 2026-11-30.
void add_turned_away(Writer& db, const std::string& day, const TurnedAway& more);
/// Since that day, each status once.
std::vector<TurnedAway> list_turned_away(const Access& db, const std::string& since_day);

}  // namespace urp::store
