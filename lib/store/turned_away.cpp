#include "store/turned_away.hpp"

namespace urp::store {
namespace {

TurnedAway read_turned_away(db::Row& row) {
  TurnedAway away;
  row >> away.status >> away.count >> away.last_at;
  return away;
}

}  // namespace

void add_turned_away(Writer& db, const std::string& day, const TurnedAway& more) {
  db.run(R"(
      INSERT INTO turned_away (day, status, count, last_at)
      VALUES (?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET
        count = count + excluded.count,
        last_at = max(last_at, excluded.last_at))",
         day, more.status, more.count, more.last_at);
}

std::vector<TurnedAway> list_turned_away(const Access& db, const std::string& since_day) {
  return db.all<TurnedAway>(R"(
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
