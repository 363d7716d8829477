#include "store/outbox.hpp"

#include "store/answers.hpp"
#include "store/recipients.hpp"

namespace urp::store {
namespace {

std::optional<Delivery> delivery_named(std::string_view name) {
  for (const auto delivery :
       {Delivery::queued, Delivery::parked, Delivery::sending, Delivery::sent, Delivery::delivered,
        Delivery::read, Delivery::failed, Delivery::uncertain, Delivery::cancelled}) {
    if (to_name(delivery) == name) return delivery;
  }
  return std::nullopt;
}

// To the letter what the partial index message_unsent says: without it SQLite would walk the whole table.
constexpr db::Piece unsent = "m.status IN ('queued', 'parked', 'sending', 'failed', 'uncertain')";
constexpr db::Piece select_outgoing = R"(
    SELECT
      m.id,
      m.ticket,
      m.seq,
      m.notice,
      m.contact,
      m.number,
      m.status,
      o.final,
      m.type,
      m.text,
      (SELECT wamid FROM message q WHERE q.id = m.quote),
      m.clerk,
      m.automatic,
      o.composed,
      o.queued_at,
      o.not_before,
      o.tries,
      m.error_code,
      m.error_text,
      o.refusal,
      m.revision
    FROM message m
    JOIN outbox o ON o.message = m.id
    )";

OutgoingRow read_outgoing(db::Row& row) {
  OutgoingRow out;
  row >> out.id >> out.ref.ticket >> out.ref.number >> out.notice >> out.contact >> out.number;
  out.status = delivery_named(row.next<std::string_view>()).value_or(Delivery::failed);
  row >> out.final >> out.type >> out.text >> out.quoted_wamid >> out.clerk >> out.automatic >> out.composed;
  row >> out.queued_at >> out.not_before >> out.tries;
  const auto code = row.next<std::optional<std::int64_t>>();
  const auto text = row.next<std::string>();
  if (code) out.error = MessageError{*code, text};
  out.refusal = refusal_kind(row.next<std::string_view>()).value_or(RefusalKind::other);
  row >> out.revision;
  return out;
}

bool reached_person(Delivery delivery) {
  return delivery == Delivery::sent || delivery == Delivery::delivered || delivery == Delivery::read;
}

/// How the audit names a step; two of them are news for whoever believed that nothing had arrived.
std::string_view verb_of(const OutgoingRow& row, DeliveryEvent event) {
  const bool told = event == DeliveryEvent::told_sent || event == DeliveryEvent::told_delivered ||
                    event == DeliveryEvent::told_read;
  if (!told || (row.status != Delivery::failed && row.status != Delivery::cancelled)) return "delivery";
  return row.final ? "arrived_after_all" : "went_out_after_all";
}

void set_refusal(Writer& db, MessageId id, RefusalKind kind) {
  db.run("UPDATE outbox SET refusal = ? WHERE message = ?", to_name(kind), id);
}

/// Nobody's case has no place in an audit entry.
std::optional<TicketId> ticket_of(const OutgoingRow& row) {
  return row.in_ticket() ? std::optional(row.ref.ticket) : std::nullopt;
}
std::optional<std::int64_t> number_of(const OutgoingRow& row) {
  return row.in_ticket() ? std::optional(row.ref.number) : std::nullopt;
}

}  // namespace

std::optional<OutgoingRow> find_outgoing(const Access& db, MessageId id) {
  static constexpr auto sql = select_outgoing + "WHERE m.id = ?";
  return db.first<OutgoingRow>(sql, read_outgoing, id);
}

std::optional<OutgoingRow> find_outgoing(const Access& db, MessageRef ref) {
  static constexpr auto sql = select_outgoing + "WHERE m.ticket = ? AND m.seq = ? AND m.direction = 'out'";
  return db.first<OutgoingRow>(sql, read_outgoing, ref.ticket, ref.number);
}

std::vector<OutgoingRow> list_due(const Access& db, TimePoint real_now, int limit) {
  // A notice that rests holds nobody's answer back. What is further off than the longest pause (WhatsApp may
  // wish for a day) was written while the machine's clock was ahead, and is due; a clerk's hold may be
  // longer.
  static constexpr auto sql = select_outgoing + R"(
    LEFT JOIN channel c ON c.number = m.number
    LEFT JOIN person_hold p ON p.contact = m.contact
    LEFT JOIN notice n ON n.id = m.notice
    WHERE )" + unsent + R"(
      AND m.status = 'queued'
      AND (
        o.not_before <= ?1
        OR o.queued_at > ?1 + 300
        OR (o.tries > 0 AND o.not_before > ?1 + 86400))
      AND c.stopped_since IS NULL
      AND (ifnull(c.hold_until, 0) <= ?1 OR c.hold_until > ?1 + 86400)
      AND (ifnull(p.until, 0) <= ?1 OR p.until > ?1 + 3600)
      AND ifnull(n.state, 'running') = 'running'
      AND NOT EXISTS (
        SELECT 1 FROM message e
        WHERE e.contact = m.contact
          AND e.status IN ('queued', 'sending')
          AND e.id < m.id
          AND (e.status = 'sending' OR e.notice IS NULL))
    ORDER BY o.rank, m.id
    LIMIT ?2)";
  return db.all<OutgoingRow>(sql, read_outgoing, real_now, limit);
}

std::int64_t data_version(const Access& db) {
  return db.value<std::int64_t>("PRAGMA data_version");
}

std::vector<MessageId> list_sending(const Access& db) {
  static constexpr auto sql =
      "SELECT m.id FROM message m WHERE " + unsent + " AND m.status = 'sending' ORDER BY m.id";
  return db.all<MessageId>(sql);
}

std::vector<OutgoingRow> list_by_status(const Access& db, Delivery status, int limit) {
  static constexpr auto sql = select_outgoing + R"(
    WHERE m.status = ? AND m.ticket IS NOT NULL AND )" +
                              unsent + R"(
    ORDER BY m.id
    LIMIT ?)";
  return db.all<OutgoingRow>(sql, read_outgoing, to_name(status), limit);
}

std::optional<Delivery> apply(Writer& db, MessageId id, DeliveryEvent event, const Refusal& refusal) {
  const auto to =
      apply(db, id, event, refusal.says_nothing() ? std::nullopt : std::optional(refusal.error()));
  if (to == Delivery::failed) set_refusal(db, id, refusal.kind);
  return to;
}

std::optional<Delivery> apply(Writer& db, MessageId id, DeliveryEvent event,
                              const std::optional<MessageError>& error) {
  const auto row = find_outgoing(db, id);
  if (!row) return std::nullopt;
  const auto to = next_delivery(row->status, row->final, event);
  if (!to) return std::nullopt;
  const auto code = error ? std::optional(error->code) : std::nullopt;
  const auto text = error ? db::or_null(error->message) : std::nullopt;
  const int moved = db.run(R"(
    UPDATE message
    SET
      status = ?1,
      revision = ?2,
      error_code = CASE WHEN ?1 = 'failed' THEN ifnull(?3, error_code) END,
      error_text = CASE WHEN ?1 = 'failed' THEN ifnull(?4, error_text) END
    WHERE id = ?5 AND status = ?6)",
                           to_name(*to), db.next_event(), code, text, id, to_name(row->status));
  if (moved == 0) return std::nullopt;
  db.run(R"(
    UPDATE outbox
    SET final = ?, given_up = ?, refusal = NULL, tries = CASE WHEN ? THEN tries ELSE 0 END
    WHERE message = ?)",
         event == DeliveryEvent::told_failed, event == DeliveryEvent::give_up,
         *to == Delivery::queued || *to == Delivery::sending, id);
  if (row->notice != 0) follow_delivery(db, row->notice, row->contact, *to, error, db.now());
  std::vector<Change> changes;
  if (*to == Delivery::failed) changes = give_turn_back(db, id);
  if (event == DeliveryEvent::release) changes = release_answer(db, id);
  if (row->status == Delivery::failed && reached_person(*to)) changes = take_turn_again(db, id);
  changes.insert(changes.begin(), {"status", std::string(to_name(row->status)), std::string(to_name(*to))});
  db.record(verb_of(*row, event), ticket_of(*row), number_of(*row), changes);
  return to;
}

bool learn_reason(Writer& db, MessageId id, const Refusal& refusal) {
  const auto row = find_outgoing(db, id);
  const bool unknown = !row || !row->error || (row->error->code == 0 && row->error->message.empty());
  if (!row || row->status != Delivery::failed || !row->final || !unknown || refusal.says_nothing())
    return false;
  db.run("UPDATE message SET error_code = ?, error_text = ?, revision = ? WHERE id = ?", refusal.code,
         refusal.words, db.next_event(), id);
  set_refusal(db, id, refusal.kind);
  if (row->notice != 0) {
    follow_delivery(db, row->notice, row->contact, Delivery::failed, refusal.error(), db.now());
  }
  db.record("delivery", ticket_of(*row), number_of(*row),
            {{"code", std::nullopt, std::to_string(refusal.code)}});
  return true;
}

void record_told(Writer& db, MessageId id, const std::string& status) {
  const auto row = find_outgoing(db, id);
  if (!row) return;
  db.record("delivery", ticket_of(*row), number_of(*row), {{"told", std::nullopt, status}});
}

std::vector<std::pair<MessageId, MessageRef>> list_parked_until(const Access& db, TimePoint until,
                                                                int limit) {
  using Parked = std::pair<MessageId, MessageRef>;
  return db.all<Parked>(
      "SELECT id, ticket, seq FROM message WHERE status = 'parked' AND at <= ? LIMIT ?",
      [](db::Row& row) {
        Parked parked;
        row >> parked.first >> parked.second.ticket >> parked.second.number;
        return parked;
      },
      until, limit);
}

int release_parked(Writer& db, ContactId contact) {
  const auto parked = db.all<MessageId>(
      "SELECT id FROM message WHERE contact = ? AND status = 'parked' ORDER BY id", contact);
  for (const auto id : parked) apply(db, id, DeliveryEvent::release);
  return static_cast<int>(parked.size());
}

void postpone(Writer& db, MessageId id, TimePoint not_before, int tries) {
  db.run("UPDATE outbox SET not_before = ?, tries = ? WHERE message = ?", not_before, tries, id);
}

std::optional<TimePoint> find_told_at(const Access& db, MessageId message, Delivery delivery) {
  return db.value<std::optional<TimePoint>>(R"(
    SELECT min(d.at)
    FROM message m
    JOIN delivery d ON d.number = m.number AND d.wamid = m.wamid
    WHERE m.id = ? AND d.status = ?)",
                                            message, to_name(delivery));
}

bool waits_shortly(const Access& db, TimePoint real_now, std::chrono::seconds span) {
  static constexpr auto sql = R"(
    SELECT
      EXISTS (SELECT 1 FROM channel WHERE hold_until > ?1 AND hold_until <= ?2)
      OR EXISTS (
        SELECT 1 FROM message m
        JOIN outbox o ON o.message = m.id
        WHERE )" + unsent + R"(
          AND m.status = 'queued'
          AND m.notice IS NOT NULL
          AND o.not_before > ?1
          AND o.not_before <= ?2))";
  return db.value<bool>(sql, real_now, real_now + span);
}

}  // namespace urp::store
