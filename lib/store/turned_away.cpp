#include "store/turned_away.hpp"

#include "domain/recent.hpp"

namespace urp::store {
namespace {

TurnedAwayCount read_turned_away(db::Row& row) {
  TurnedAwayCount away;
  row >> away.status >> away.count >> away.last_at;
  return away;
}

}  // namespace

bool is_over(const TurnedAwayCount& away, std::optional<TimePoint> last_body_at, TimePoint now) {
  return last_body_at && !is_still_to_come(*last_body_at, now) && *last_body_at >= away.last_at;
}

void add_turned_away(Writer& db, const std::string& day, const TurnedAwayCount& more) {
  db.run(R"(
      INSERT INTO turned_away (day, status, count, last_at)
      VALUES (?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET
        count = count + excluded.count,
        last_at = max(last_at, excluded.last_at))",
         day, more.status, more.count, more.last_at);
}

std::vector<TurnedAwayCount> list_turned_away(const Access& db, const std::string& since_day, TimePoint now) {
  return db.all<TurnedAwayCount>(R"(
      SELECT
        status,
        sum(count),
        max(last_at)
      FROM turned_away
      WHERE day >= ? AND last_at <= ?
      GROUP BY status
      ORDER BY status)",
                                 read_turned_away, since_day, now + clock_tolerance);
}

}  // namespace urp::store
