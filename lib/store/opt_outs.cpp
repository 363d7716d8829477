#include "store/opt_outs.hpp"

#include <string>

#include "store/contacts.hpp"

namespace urp::store {

void record_opt_out(Writer& db, ContactId contact, std::int64_t number, TimePoint at,
                    std::string_view source) {
  contact = living_contact(db, contact);  // an answer may come after two records joined
  if (db.first<int>("SELECT 1 FROM opt_in WHERE contact = ? AND number = ? AND at >= ?", contact, number, at))
    return;
  const int known =
      db.run("UPDATE opt_out SET at = max(at, ?) WHERE contact = ? AND number = ?", at, contact, number);
  if (known > 0) return;
  db.run("INSERT INTO opt_out (contact, number, at, source) VALUES (?, ?, ?, ?)", contact, number, at,
         source);
  db.record("opt_out", std::nullopt, std::nullopt,
            {{"contact", std::nullopt, to_string(contact)}, {"code", std::nullopt, std::string(source)}});
}

void end_opt_out(Writer& db, ContactId contact, std::int64_t number, TimePoint at) {
  db.run(R"(
    INSERT INTO opt_in (contact, number, at)
    VALUES (?1, ?2, ?3)
    ON CONFLICT DO UPDATE SET at = max(at, ?3))",
         contact, number, at);
  if (db.run("DELETE FROM opt_out WHERE contact = ? AND number = ? AND at <= ?", contact, number, at) == 0)
    return;
  db.record("opt_in", std::nullopt, std::nullopt, {{"contact", std::nullopt, to_string(contact)}});
}

void take_back_opt_out(Writer& db, ContactId contact, std::int64_t number, TimePoint at) {
  if (opted_out_since(db, contact)) end_opt_out(db, contact, number, at);
}

std::optional<TimePoint> opted_out_since(const Access& db, ContactId contact) {
  return db.value<std::optional<TimePoint>>("SELECT min(at) FROM opt_out WHERE contact = ?", contact);
}

}  // namespace urp::store
