#include "store/turned_away.hpp"

namespace urp::store {
namespace {

TurnedAwayCount read_turned_away(db::Row& row) {
  TurnedAwayCount away;
  row >> away.status >> away.count >> away.last_at;
  return away;
}

}  // namespace

bool is_over(const TurnedAwayCount& away, std::optional<TimePoint> last_body_at) {
  return last_body_at && *last_body_at >= away.last_at;
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

std::vector<TurnedAwayCount> list_turned_away(const Access& db, const std::string& since_day) {
  return db.all<TurnedAwayCount>(R"(
      SELECT
        status,
        sum(count),
        max(last_at)
      FROM turned_away
      WHERE day >= ?
      GROUP BY status
      ORDER BY status)",
                                 read_turned_away, since_day);
}

}  // namespace urp::store
