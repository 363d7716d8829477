#include "store/later_wishes.hpp"

#include "store/contact_list.hpp"
#include "store/contacts.hpp"
#include "store/opt_outs.hpp"
#include "store/subscriptions.hpp"

namespace urp::store {
namespace {

std::vector<ContactId> records_of(const Access& db, ContactId contact) {
  auto records = list_joined(db, contact);
  records.push_back(contact);
  return records;
}

template <class Wish>
void name_records(const Access& db, std::vector<Wish>& wishes) {
  for (auto& wish : wishes) wish.records = records_of(db, wish.records.front());
}

bool is_known(const Access& db, ContactId contact) {
  return db.first<int>("SELECT 1 FROM contact WHERE id = ?", contact).has_value();
}

int follow(Writer& db, ContactId contact, const LaterWishes::Consent& ended) {
  return static_cast<int>(
      unsubscribe(db, contact, ended.topic, ended.at, {std::nullopt, ended.evidence, ended.clerk, {}})
          .size());
}

int follow(Writer& db, ContactId contact, const LaterWishes::Stop& stop) {
  const bool is_new =
      db.first<int>("SELECT 1 FROM number WHERE id = ?", stop.number) &&
      !db.first<int>("SELECT 1 FROM opt_out WHERE contact = ? AND number = ?", contact, stop.number);
  if (!is_new) return 0;
  record_opt_out(db, contact, stop.number, stop.at, stop.source);
  return db.first<int>("SELECT 1 FROM opt_out WHERE contact = ? AND number = ?", contact, stop.number) ? 1
                                                                                                       : 0;
}

int follow(Writer& db, ContactId contact, const LaterWishes::Held& held) {
  if (find_hold(db, contact, db.now())) return 0;
  put_hold(db, contact, held.hold.until, held.hold.reason);
  db.record("contact_hold", std::nullopt, std::nullopt,
            {{"contact", std::nullopt, to_string(contact)}, {"reason", std::nullopt, held.hold.reason}});
  return 1;
}

template <class Wish>
int follow_all(Writer& db, const std::vector<Wish>& wishes) {
  int followed = 0;
  for (const auto& wish : wishes) {
    for (const auto record : wish.records)
      if (is_known(db, record)) followed += follow(db, living_contact(db, record), wish);
  }
  return followed;
}

}  // namespace

LaterWishes list_later_wishes(const Access& living, TimePoint since, TimePoint now) {
  LaterWishes wishes;
  wishes.ended = living.all<LaterWishes::Consent>(
      R"(
    SELECT s.contact, s.topic, s.ended_at, ifnull(s.ended_evidence, m.text), s.ended_clerk
    FROM subscription s
    LEFT JOIN message m ON m.id = s.ended_message
    WHERE s.ended_at >= ?
      AND NOT EXISTS (
        SELECT 1
        FROM subscription again
        WHERE again.contact = s.contact AND again.topic = s.topic AND again.ended_at IS NULL)
    ORDER BY s.id)",
      [](db::Row& row) {
        LaterWishes::Consent ended;
        row >> ended.records.emplace_back() >> ended.topic >> ended.at >> ended.evidence >> ended.clerk;
        return ended;
      },
      since);
  wishes.stops = living.all<LaterWishes::Stop>(
      "SELECT contact, number, at, source FROM opt_out WHERE at >= ? ORDER BY contact, number",
      [](db::Row& row) {
        LaterWishes::Stop stop;
        row >> stop.records.emplace_back() >> stop.number >> stop.at >> stop.source;
        return stop;
      },
      since);
  wishes.held = living.all<LaterWishes::Held>(
      "SELECT contact, at, until, reason, clerk FROM hold WHERE ifnull(until, ?1) >= ?1 ORDER BY contact",
      [](db::Row& row) {
        LaterWishes::Held held;
        row >> held.records.emplace_back();
        row >> held.hold.at >> held.hold.until >> held.hold.reason >> held.hold.clerk;
        return held;
      },
      now);
  name_records(living, wishes.ended);
  name_records(living, wishes.stops);
  name_records(living, wishes.held);
  return wishes;
}

int follow_wishes(Writer& db, const LaterWishes& wishes) {
  return follow_all(db, wishes.ended) + follow_all(db, wishes.stops) + follow_all(db, wishes.held);
}

}  // namespace urp::store
