#include "store/recipients.hpp"

#include "store/contacts.hpp"
#include "store/outbox.hpp"
#include "store/windows.hpp"

namespace urp::store {
namespace {

RecipientStatus status_of(Delivery delivery) {
  switch (delivery) {
    case Delivery::queued:
    case Delivery::parked:
      return RecipientStatus::pending;
    case Delivery::sending:
      return RecipientStatus::sending;
    case Delivery::sent:
      return RecipientStatus::sent;
    case Delivery::delivered:
      return RecipientStatus::delivered;
    case Delivery::read:
      return RecipientStatus::read;
    case Delivery::failed:
      return RecipientStatus::failed;
    case Delivery::uncertain:
      return RecipientStatus::uncertain;
    case Delivery::cancelled:
      return RecipientStatus::cancelled;
  }
  return RecipientStatus::pending;
}

/// Those that wait for another try.
std::vector<MessageId> list_waiting_messages(const Access& db, std::int64_t notice) {
  return db.all<MessageId>(R"(
    SELECT message
    FROM notice_recipient
    WHERE notice = ? AND status = 'pending' AND message IS NOT NULL)",
                           notice);
}

// What list_due asks of a message: the number sends and does not rest, nor does the person; and times of a
// clock that was ahead count for nothing.
constexpr db::Piece free_people = R"(
      AND r.status = 'pending'
      AND r.message IS NULL
      AND NOT EXISTS (
        SELECT 1 FROM channel c
        WHERE c.number = ?2
          AND (c.stopped_since IS NOT NULL OR (c.hold_until > ?3 AND c.hold_until <= ?3 + 86400)))
      AND NOT EXISTS (
        SELECT 1 FROM message e WHERE e.contact = r.contact AND e.status IN ('queued', 'sending'))
      AND NOT EXISTS (SELECT 1 FROM person_hold p WHERE p.contact = r.contact AND p.until > ?3 AND p.until <= ?3 + 3600)
      AND (
        SELECT count(*) FROM attempt a
        WHERE a.contact = r.contact AND a.claimed_at >= ?4 AND a.claimed_at <= ?3 + 300) < ?5
    LIMIT ?6)";

}  // namespace

bool add_person(Writer& db, std::int64_t notice, ContactId contact, TimePoint at) {
  return db.run(R"(
    INSERT INTO notice_recipient (notice, contact, status, at)
    VALUES (?, ?, 'pending', ?)
    ON CONFLICT DO NOTHING)",
                notice, contact, at) > 0;
}

std::optional<ContactId> first_person(const Access& db, std::int64_t notice) {
  return db.first<ContactId>("SELECT contact FROM notice_recipient WHERE notice = ? ORDER BY contact LIMIT 1",
                             notice);
}

std::vector<ContactId> list_next(const Access& db, const NextRequest& request) {
  static constexpr auto of_all = R"(
    SELECT r.contact
    FROM notice_recipient r
    WHERE r.notice = ?1)" + free_people;
  static constexpr auto of_open = R"(
    SELECT r.contact
    FROM service_window w
    CROSS JOIN notice_recipient r ON r.notice = ?1 AND r.contact = w.contact
    WHERE w.number = ?2 AND )" + is_open("w", "?7") +
                                  free_people;
  const TimePoint lately = request.real_now - request.person_span;
  if (request.open_only) {
    return db.all<ContactId>(of_open, request.notice, request.number, request.real_now, lately,
                             request.person_burst, request.limit, opened_after(request.now));
  }
  return db.all<ContactId>(of_all, request.notice, request.number, request.real_now, lately,
                           request.person_burst, request.limit);
}

void skip_person(Writer& db, std::int64_t notice, ContactId contact, std::string_view reason, TimePoint at) {
  db.run(R"(
    UPDATE notice_recipient
    SET status = 'skipped', reason = ?, code = NULL, address = NULL, at = ?
    WHERE notice = ? AND contact = ?)",
         reason, at, notice, contact);
}

bool take_address(Writer& db, std::int64_t notice, ContactId contact) {
  const auto address = current_address(db, living_contact(db, contact));
  if (!address.known()) return true;  // said elsewhere
  return db.run("UPDATE OR IGNORE notice_recipient SET address = ? WHERE notice = ? AND contact = ?",
                address.phone.empty() ? address.user_id : address.phone, notice, contact) > 0;
}

void set_message(Writer& db, std::int64_t notice, ContactId contact, MessageId message) {
  db.run("UPDATE notice_recipient SET message = ? WHERE notice = ? AND contact = ?", message, notice,
         contact);
}

void follow_delivery(Writer& db, std::int64_t notice, ContactId contact, Delivery delivery,
                     const std::optional<MessageError>& error, TimePoint at) {
  const auto text = error ? db::or_null(error->message) : std::nullopt;
  const auto code = error ? db::or_null(error->code) : std::nullopt;
  db.run(R"(
    UPDATE notice_recipient
    SET
      status = ?3,
      reason = CASE WHEN ?3 = 'failed' THEN ifnull(?4, reason) END,
      code = CASE WHEN ?3 = 'failed' THEN ifnull(?5, code) END,
      at = ?6
    WHERE notice = ?1 AND contact = ?2)",
         notice, contact, to_name(status_of(delivery)), text, code, at);
}

std::int64_t end_unsent(Writer& db, std::int64_t notice, RecipientStatus to, TimePoint at) {
  for (const auto message : list_waiting_messages(db, notice)) apply(db, message, DeliveryEvent::cancel);
  return db.run(R"(
    UPDATE notice_recipient
    SET status = ?, at = ?
    WHERE notice = ? AND status IN ('pending', 'cancelled'))",
                to_name(to), at, notice);
}

bool has_unfinished(const Access& db, std::int64_t notice) {
  return db.value<bool>(R"(
    SELECT
      EXISTS (SELECT 1 FROM notice_recipient WHERE notice = ?1 AND status = 'pending')
      OR EXISTS (SELECT 1 FROM notice_recipient WHERE notice = ?1 AND status = 'sending'))",
                        notice);
}

std::vector<MessageId> list_failed_messages(const Access& db, std::int64_t notice) {
  return db.all<MessageId>(R"(
    SELECT message
    FROM notice_recipient
    WHERE notice = ? AND status = 'failed' AND message IS NOT NULL)",
                           notice);
}

}  // namespace urp::store
