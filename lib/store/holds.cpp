#include "store/holds.hpp"

namespace urp::store {

std::optional<Hold> find_hold(const Access& db, ContactId contact, TimePoint now) {
  return db.first<Hold>(
      "SELECT at, until, reason, clerk FROM hold WHERE contact = ?1 AND ifnull(until, ?2) >= ?2",
      [](db::Row& row) {
        Hold hold;
        row >> hold.at >> hold.until >> hold.reason >> hold.clerk;
        return hold;
      },
      contact, now);
}

void put_hold(Writer& db, ContactId contact, std::optional<TimePoint> until,
              const std::optional<std::string>& reason) {
  db.run(R"(
    INSERT INTO hold (contact, at, until, reason, clerk)
    VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (contact) DO UPDATE SET
      at = excluded.at,
      until = excluded.until,
      reason = excluded.reason,
      clerk = excluded.clerk)",
         contact, db.now(), until, reason, db.actor().clerk);
}

bool remove_hold(Writer& db, ContactId contact) {
  return db.run("DELETE FROM hold WHERE contact = ?", contact) > 0;
}

}  // namespace urp::store
