#include "store/responders.hpp"

#include "store/tickets.hpp"

namespace urp::store {

void note_held_elsewhere(Writer& db, std::int64_t number, const HeldElsewhere& sign) {
  db.query(
        "INSERT INTO responder (contact, number, field, role, since, last_at, messages) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET field = excluded.field, role = ifnull(excluded.role, role),"
        " since = min(since, excluded.since), last_at = max(last_at, excluded.last_at),"
        " messages = messages + excluded.messages")
      .bind(1, sign.contact)
      .bind(2, number)
      .bind(3, sign.field)
      .bind(4, sign.role)
      .bind(5, sign.since)
      .bind(6, sign.last_at)
      .bind(7, sign.messages)
      .run();
}

void note_held_here(Writer& db, ContactId contact, std::int64_t number, TimePoint at) {
  db.query("DELETE FROM responder WHERE contact = ? AND number = ? AND last_at <= ?")
      .bind(1, contact)
      .bind(2, number)
      .bind(3, at)
      .run();
}

std::vector<HeldElsewhere> list_held_elsewhere(const Access& db, int limit) {
  auto query = db.query(
      "SELECT contact, field, role, since, last_at, messages FROM responder ORDER BY last_at DESC, contact LIMIT ?");
  query.bind(1, limit == 0 ? -1 : limit);
  std::vector<HeldElsewhere> held;
  while (query.step()) {
    const ContactId contact{query.integer(0)};
    held.push_back({contact, contact_label(db, contact), query.string(1), query.maybe_string(2), query.time(3),
                    query.time(4), query.integer(5)});
  }
  return held;
}

HeldSums count_held_elsewhere(const Access& db) {
  auto query = db.query("SELECT count(*), ifnull(sum(messages), 0) FROM responder");
  query.step();
  return {query.integer(0), query.integer(1)};
}

}  // namespace urp::store
