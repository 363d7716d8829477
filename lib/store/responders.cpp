#include "store/responders.hpp"

#include "store/tickets.hpp"

namespace urp::store {

namespace {

HeldElsewhere read_held(db::Row& row) {
  HeldElsewhere held;
  row >> held.contact >> held.field >> held.role >> held.since >> held.last_at >> held.messages;
  return held;
}

}  // namespace

void note_held_elsewhere(Writer& db, std::int64_t number, const HeldElsewhere& sign) {
  db.run(R"(
    INSERT INTO responder (contact, number, field, role, since, last_at, messages)
    VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET
      field = excluded.field,
      role = ifnull(excluded.role, role),
      since = min(since, excluded.since),
      last_at = max(last_at, excluded.last_at),
      messages = messages + excluded.messages)",
         sign.contact, number, sign.field, sign.role, sign.since, sign.last_at, sign.messages);
}

void note_held_here(Writer& db, ContactId contact, std::int64_t number, TimePoint at) {
  db.run("DELETE FROM responder WHERE contact = ? AND number = ? AND last_at <= ?", contact, number, at);
}

std::vector<HeldElsewhere> list_held_elsewhere(const Access& db, int limit) {
  auto held = db.all<HeldElsewhere>(R"(
    SELECT contact, field, role, since, last_at, messages
    FROM responder
    ORDER BY last_at DESC, contact
    LIMIT ?)",
                                    read_held, limit == 0 ? -1 : limit);
  for (auto& one : held) one.name = contact_label(db, one.contact);
  return held;
}

HeldSums count_held_elsewhere(const Access& db) {
  const auto read_sums = [](db::Row& row) {
    HeldSums sums;
    row >> sums.people >> sums.messages;
    return sums;
  };
  return db.first<HeldSums>("SELECT count(*), ifnull(sum(messages), 0) FROM responder", read_sums).value();
}

}  // namespace urp::store
