#include "db/recorded.hpp"

namespace urp::db {

void note_recorded(Writer& db, EventRange range) {
  db.run("CREATE TEMP TABLE IF NOT EXISTS recorded (first INTEGER PRIMARY KEY, last INTEGER NOT NULL)");
  db.run("INSERT INTO temp.recorded (first, last) VALUES (?, ?)", range.first, range.last);
}

std::vector<EventRange> list_recorded(const Access& db) {
  if (!db.value<bool>("SELECT EXISTS (SELECT 1 FROM temp.sqlite_schema WHERE name = 'recorded')")) return {};
  return db.all<EventRange>("SELECT first, last FROM temp.recorded ORDER BY first", [](Row& row) {
    EventRange range;
    row >> range.first >> range.last;
    return range;
  });
}

}  // namespace urp::db
