#include "store/opt_outs.hpp"

#include <string>

#include "store/contacts.hpp"

namespace urp::store {

void record_opt_out(Writer& db, ContactId contact, std::int64_t number, TimePoint at,
                    std::string_view source) {
  contact = living_contact(db, contact);  // an answer may come after two records joined
  {
    auto later = db.query("SELECT 1 FROM opt_in WHERE contact = ? AND number = ? AND at >= ?");
    later.bind(1, contact).bind(2, number).bind(3, at);
    if (later.step()) return;
  }
  auto update = db.query("UPDATE opt_out SET at = max(at, ?3) WHERE contact = ?1 AND number = ?2");
  update.bind(1, contact).bind(2, number).bind(3, at).run();
  if (update.changes() > 0) return;
  db.query("INSERT INTO opt_out (contact, number, at, source) VALUES (?, ?, ?, ?)")
      .bind(1, contact)
      .bind(2, number)
      .bind(3, at)
      .bind(4, source)
      .run();
  db.record("opt_out", std::nullopt, std::nullopt,
            {{"contact", std::nullopt, to_string(contact)}, {"code", std::nullopt, std::string(source)}});
}

void end_opt_out(Writer& db, ContactId contact, std::int64_t number, TimePoint at) {
  db.query(
        "INSERT INTO opt_in (contact, number, at) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET at = max(at, "
        "?3)")
      .bind(1, contact)
      .bind(2, number)
      .bind(3, at)
      .run();
  auto remove = db.query("DELETE FROM opt_out WHERE contact = ? AND number = ? AND at <= ?");
  remove.bind(1, contact).bind(2, number).bind(3, at).run();
  if (remove.changes() == 0) return;
  db.record("opt_in", std::nullopt, std::nullopt, {{"contact", std::nullopt, to_string(contact)}});
}

void take_back_opt_out(Writer& db, ContactId contact, std::int64_t number, TimePoint at) {
  if (opted_out_since(db, contact)) end_opt_out(db, contact, number, at);
}

std::optional<TimePoint> opted_out_since(const Access& db, ContactId contact) {
  auto query = db.query("SELECT min(at) FROM opt_out WHERE contact = ?");
  query.bind(1, contact);
  query.step();
  return query.maybe_time(0);
}

}  // namespace urp::store
