#include "store/outbox.hpp"

#include <sys/random.h>

#include "domain/hash.hpp"
#include "domain/say.hpp"
#include "store/messages.hpp"
#include "store/notices.hpp"
#include "store/outgoing_content.hpp"
#include "store/tickets.hpp"

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
#define UNSENT "m.status IN ('queued', 'parked', 'sending', 'failed', 'uncertain')"
#define OUTGOING_COLUMNS                                                                                 \
  "m.id, m.ticket, m.seq, m.contact, m.number, m.status, o.final, m.text, (SELECT wamid FROM message q " \
  "WHERE q.id ="                                                                                         \
  " m.quote), m.clerk, m.automatic, o.queued_at, o.not_before, o.tries, m.revision, m.error_code, "      \
  "m.error_text, m.type, ifnull(m.notice, 0), o.refusal FROM message m JOIN "                             \
  "outbox o ON"                                                                                          \
  " o.message = m.id"

OutgoingRow outgoing(const Query& row) {
  OutgoingRow out;
  out.id = {row.integer(0)};
  out.ref = {TicketId{row.integer(1)}, row.integer(2)};
  out.contact = {row.integer(3)};
  out.number = row.integer(4);
  out.status = delivery_named(row.text(5)).value_or(Delivery::failed);
  out.final = row.integer(6) != 0;
  out.text = row.string(7);
  out.quoted_wamid = row.string(8);
  out.clerk = row.maybe_string(9);
  out.automatic = row.integer(10) != 0;
  out.queued_at = row.time(11);
  out.not_before = row.time(12);
  out.tries = static_cast<int>(row.integer(13));
  out.revision = row.integer(14);
  out.type = row.string(17);
  out.notice = row.integer(18);
  if (!row.is_null(15)) out.error = MessageError{row.integer(15), row.string(16)};
  out.refusal = refusal_kind(row.text(19)).value_or(RefusalKind::other);
  return out;
}

std::vector<OutgoingRow> outgoing_rows(Query query) {
  std::vector<OutgoingRow> rows;
  while (query.step()) rows.push_back(outgoing(query));
  return rows;
}

std::string fresh_token() {
  std::string bytes(16, '\0');
  if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
    throw Error(Fault::failed, _("the system gives no random bytes"));
  }
  return hex(bytes);
}

/// What did not arrive, or was taken back, was no first answer: the next one that stands is.
void withdraw_first_answer(Writer& db, MessageId id) {
  db.query(
        "UPDATE ticket SET first_answered_at = (SELECT min(a.at) FROM message a WHERE a.ticket = m.ticket AND"
        " a.direction = 'out' AND a.automatic = 0 AND a.type <> 'reaction' AND a.status NOT IN ('failed', "
        "'cancelled'))"
        " FROM message m WHERE m.id = ?1 AND m.automatic = 0 AND m.type <> 'reaction' AND ticket.id = "
        "ifnull(m.shown_in, m.ticket)"
        " AND ticket.first_answered_at = m.at")
      .bind(1, id)
      .run();
}

struct Added {
  MessageRef ref;
  MessageId id;
};
Added add_outgoing(Writer& db, const NewOutgoing& outgoing, Delivery status) {
  const bool in_ticket = outgoing.ticket.value != 0;
  const std::int64_t seq = in_ticket ? next_message_number(db, outgoing.ticket, outgoing.at) : 0;
  db.query(
        "INSERT INTO message (ticket, seq, contact, number, direction, type, text, quote, at, received_at, "
        "status, clerk,"
        " automatic, revision, notice, purpose) VALUES (nullif(?1, 0), nullif(?2, 0), ?3, ?4, 'out', ?12, "
        "?5, ?6, "
        "?7, ?7, ?8, ?9, ?10, ?11, nullif(?13, 0), ?14)")
      .bind(1, outgoing.ticket)
      .bind(2, seq)
      .bind(3, outgoing.contact)
      .bind(4, outgoing.number)
      .bind(5, outgoing.text.empty() ? std::optional<std::string>{} : std::optional(outgoing.text))
      .bind(6, outgoing.quote)
      .bind(7, outgoing.at)
      .bind(8, to_name(status))
      .bind(9, outgoing.automatic ? std::optional<std::string>{} : std::optional(db.actor().clerk))
      .bind(10, outgoing.automatic)
      .bind(11, db.next_event())
      .bind(12, outgoing.type)
      .bind(13, outgoing.notice)
      .bind(14, outgoing.purpose)
      .run();
  const MessageId id{db.last_insert_id()};
  add_outgoing_parts(db, id, outgoing);
  db.query(
        "INSERT INTO outbox (message, rank, queued_at, not_before, waiting_since, idempotency_key, "
        "content_digest, state_before)"
        " VALUES (?1, ?8, ?2, ?3, ?4, ?5, ?6, ?7)")
      .bind(1, id)
      .bind(2, db.recorded_at())
      .bind(3, outgoing.not_before)
      .bind(4, outgoing.waiting_since)
      .bind(5, outgoing.key)
      .bind_blob(6, outgoing.content_digest)
      .bind(8, outgoing.rank)
      .bind(7, outgoing.state_before.empty() ? std::optional<std::string>{}
                                             : std::optional(outgoing.state_before))
      .run();
  return {{outgoing.ticket, seq}, id};
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

/// Nobody's case has no place in an audit entry.
std::optional<TicketId> ticket_of(const OutgoingRow& row) {
  return row.in_ticket() ? std::optional(row.ref.ticket) : std::nullopt;
}
std::optional<std::int64_t> number_of(const OutgoingRow& row) {
  return row.in_ticket() ? std::optional(row.ref.number) : std::nullopt;
}

}  // namespace

MessageRef queue_message(Writer& db, const OpenWindow&, const NewOutgoing& outgoing) {
  return add_outgoing(db, outgoing, Delivery::queued).ref;
}

MessageRef queue_template(Writer& db, const NewOutgoing& outgoing) {
  return add_outgoing(db, outgoing, Delivery::queued).ref;
}

MessageRef park_message(Writer& db, const NewOutgoing& outgoing) {
  return add_outgoing(db, outgoing, Delivery::parked).ref;
}

MessageId queue_loose(Writer& db, const OpenWindow&, const NewOutgoing& outgoing) {
  return add_outgoing(db, outgoing, Delivery::queued).id;
}

MessageId queue_loose_template(Writer& db, const NewOutgoing& outgoing) {
  return add_outgoing(db, outgoing, Delivery::queued).id;
}

std::optional<KeyedMessage> find_by_key(const Access& db, const std::string& key) {
  auto query = db.query(
      "SELECT m.ticket, m.seq, o.content_digest FROM outbox o JOIN message m ON m.id = o.message"
      " WHERE o.idempotency_key = ?");
  query.bind(1, key);
  if (!query.step()) return std::nullopt;
  return KeyedMessage{{TicketId{query.integer(0)}, query.integer(1)}, query.string(2)};
}

std::optional<OutgoingRow> find_outgoing(const Access& db, MessageId id) {
  auto query = db.query("SELECT " OUTGOING_COLUMNS " WHERE m.id = ?");
  query.bind(1, id);
  if (!query.step()) return std::nullopt;
  return outgoing(query);
}

std::optional<OutgoingRow> find_outgoing(const Access& db, MessageRef ref) {
  auto query =
      db.query("SELECT " OUTGOING_COLUMNS " WHERE m.ticket = ? AND m.seq = ? AND m.direction = 'out'");
  query.bind(1, ref.ticket).bind(2, ref.number);
  if (!query.step()) return std::nullopt;
  return outgoing(query);
}

std::vector<OutgoingRow> list_due(const Access& db, TimePoint real_now, int limit) {
  auto query = db.query(
      "SELECT " OUTGOING_COLUMNS
      " LEFT JOIN channel c ON c.number = m.number LEFT JOIN person_hold p ON p.contact = m.contact"
      " LEFT JOIN notice n ON n.id = m.notice WHERE " UNSENT
      " AND m.status = 'queued' AND o.not_before <= ?1 AND c.stopped_since IS NULL AND "
      "ifnull(c.hold_until, 0) <= ?1"
      " AND ifnull(p.until, 0) <= ?1 AND ifnull(n.state, 'running') = 'running'"
      // A notice that rests holds nobody's answer back.
      " AND NOT EXISTS (SELECT 1 FROM message e WHERE e.contact = m.contact AND e.status IN ('queued', "
      "'sending')"
      " AND e.id < m.id AND (e.status = 'sending' OR e.notice IS NULL)) ORDER BY o.rank, m.id LIMIT ?2");
  query.bind(1, real_now).bind(2, limit);
  return outgoing_rows(std::move(query));
}

std::int64_t data_version(const Access& db) {
  auto query = db.query("PRAGMA data_version");
  query.step();
  return query.integer(0);
}

std::vector<MessageId> list_sending(const Access& db) {
  auto query = db.query("SELECT m.id FROM message m WHERE " UNSENT " AND m.status = 'sending' ORDER BY m.id");
  std::vector<MessageId> ids;
  while (query.step()) ids.push_back({query.integer(0)});
  return ids;
}

std::vector<OutgoingRow> list_by_status(const Access& db, Delivery status, int limit) {
  auto query = db.query("SELECT " OUTGOING_COLUMNS
                        " WHERE m.status = ?1 AND m.ticket IS NOT NULL AND m.status IN ('queued', 'parked', "
                        "'sending', 'failed', 'uncertain')"
                        " ORDER BY m.id LIMIT ?2");
  query.bind(1, to_name(status)).bind(2, limit);
  return outgoing_rows(std::move(query));
}

std::optional<Delivery> apply(Writer& db, MessageId id, DeliveryEvent event, const Refusal& refusal) {
  const auto to = apply(db, id, event, refusal.says_nothing() ? std::nullopt : std::optional(refusal.error()));
  if (to != Delivery::failed) return to;
  db.query("UPDATE outbox SET refusal = ? WHERE message = ?").bind(1, to_name(refusal.kind)).bind(2, id).run();
  return to;
}

std::optional<Delivery> apply(Writer& db, MessageId id, DeliveryEvent event,
                              const std::optional<MessageError>& error) {
  const auto row = find_outgoing(db, id);
  if (!row) return std::nullopt;
  const auto to = next_delivery(row->status, row->final, event);
  if (!to) return std::nullopt;
  auto update = db.query(
      "UPDATE message SET status = ?1, revision = ?2, error_code = CASE WHEN ?1 = 'failed' THEN ifnull(?3, "
      "error_code) END, error_text = CASE WHEN ?1 = 'failed' THEN ifnull(?4, error_text) END"
      " WHERE id = ?5 AND status = ?6");
  const auto code = error ? std::optional(error->code) : std::nullopt;
  const auto text = error && !error->message.empty() ? std::optional(error->message) : std::nullopt;
  update.bind(1, to_name(*to))
      .bind(2, db.next_event())
      .bind(3, code)
      .bind(4, text)
      .bind(5, id)
      .bind(6, to_name(row->status));
  update.run();
  if (update.changes() == 0) return std::nullopt;
  db.query(
        "UPDATE outbox SET final = ?1, given_up = ?2, refusal = NULL, tries = CASE WHEN ?3 THEN tries ELSE 0 END WHERE "
        "message = ?4")
      .bind(1, event == DeliveryEvent::told_failed)
      .bind(2, event == DeliveryEvent::give_up)
      .bind(3, *to == Delivery::queued || *to == Delivery::sending)
      .bind(4, id)
      .run();
  if (row->notice != 0) follow_delivery(db, row->notice, row->contact, *to, error, db.now());
  if (*to == Delivery::failed) give_turn_back(db, id);
  if (row->status == Delivery::failed && reached_person(*to)) take_turn_again(db, id);
  db.record(verb_of(*row, event), ticket_of(*row), number_of(*row),
            {{"status", std::string(to_name(row->status)), std::string(to_name(*to))}});
  return to;
}

void give_turn_back(Writer& db, MessageId id) {
  withdraw_first_answer(db, id);
  db.query(
        "UPDATE ticket SET state = 'open', closed_at = NULL, outcome = NULL, revision = ?2, waiting_since ="
        " ifnull((SELECT waiting_since FROM outbox WHERE message = ?1), ?3)"
        " WHERE id = (SELECT ifnull(shown_in, ticket) FROM message WHERE id = ?1 AND automatic = 0 AND "
        "type <> 'reaction') AND "
        "state IN ('waiting', "
        "'closed')")
      .bind(1, id)
      .bind(2, db.next_event())
      .bind(3, db.now())
      .run();
}

bool learn_reason(Writer& db, MessageId id, const Refusal& refusal) {
  const auto row = find_outgoing(db, id);
  const bool unknown = !row || !row->error || (row->error->code == 0 && row->error->message.empty());
  if (!row || row->status != Delivery::failed || !row->final || !unknown || refusal.says_nothing()) return false;
  db.query("UPDATE message SET error_code = ?, error_text = ?, revision = ? WHERE id = ?")
      .bind(1, refusal.code)
      .bind(2, refusal.words)
      .bind(3, db.next_event())
      .bind(4, id)
      .run();
  db.query("UPDATE outbox SET refusal = ? WHERE message = ?").bind(1, to_name(refusal.kind)).bind(2, id).run();
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

void take_turn_again(Writer& db, MessageId id) {
  db.query(
        "UPDATE ticket SET state = 'waiting', waiting_since = NULL, revision = ?2,"
        " first_answered_at = ifnull(first_answered_at, m.at)"
        " FROM message m JOIN outbox o ON o.message = m.id WHERE m.id = ?1 AND m.automatic = 0"
        " AND m.type <> 'reaction' AND ticket.id = ifnull(m.shown_in, m.ticket) AND ticket.state = 'open'"
        // Nothing that waits for the office came since.
        " AND ticket.waiting_since IS o.waiting_since AND ifnull(ticket.last_inbound_at, 0) <= m.at")
      .bind(1, id)
      .bind(2, db.next_event())
      .run();
}

void undo_answer(Writer& db, MessageId id) {
  withdraw_first_answer(db, id);
  db.query(
        "UPDATE ticket SET waiting_since = o.waiting_since, closed_at = NULL, outcome = NULL, revision = ?2,"
        " state = CASE WHEN o.waiting_since IS NULL THEN ifnull(o.state_before, 'waiting') ELSE 'open' END"
        " FROM outbox o JOIN message m ON m.id = o.message WHERE o.message = ?1 AND m.automatic = 0 AND "
        "m.type <> 'reaction'"
        " AND ticket.id = ifnull(m.shown_in, m.ticket) AND ticket.state IN ('waiting', 'closed')"
        // A later answer that stands keeps the turn where it put it.
        " AND NOT EXISTS (SELECT 1 FROM message n WHERE n.ticket = m.ticket AND n.id > m.id AND n.direction "
        "= 'out'"
        " AND n.automatic = 0 AND n.type <> 'reaction' AND n.status NOT IN ('failed', 'cancelled'))")
      .bind(1, id)
      .bind(2, db.next_event())
      .run();
}

std::vector<std::pair<MessageId, MessageRef>> list_parked_until(const Access& db, TimePoint until,
                                                                int limit) {
  auto query = db.query("SELECT id, ticket, seq FROM message WHERE status = 'parked' AND at <= ? LIMIT ?");
  query.bind(1, until).bind(2, limit);
  std::vector<std::pair<MessageId, MessageRef>> parked;
  while (query.step()) {
    parked.emplace_back(MessageId{query.integer(0)}, MessageRef{{query.integer(1)}, query.integer(2)});
  }
  return parked;
}

int release_parked(Writer& db, ContactId contact) {
  std::vector<MessageId> parked;
  {
    auto query = db.query("SELECT id FROM message WHERE contact = ? AND status = 'parked' ORDER BY id");
    query.bind(1, contact);
    while (query.step()) parked.push_back({query.integer(0)});
  }
  for (const auto id : parked) apply(db, id, DeliveryEvent::release);
  return static_cast<int>(parked.size());
}

void postpone(Writer& db, MessageId id, TimePoint not_before, int tries) {
  db.query("UPDATE outbox SET not_before = ?, tries = ? WHERE message = ?")
      .bind(1, not_before)
      .bind(2, tries)
      .bind(3, id)
      .run();
}

Attempt open_attempt(Writer& db, const OutgoingRow& row, bool opens) {
  Attempt attempt;
  attempt.message = row.id;
  attempt.token = fresh_token();
  attempt.claimed_at = db.recorded_at();
  attempt.at = db.now();
  attempt.outcome = "open";
  db.query(
        "INSERT INTO attempt (message, contact, token, claimed_at, at, outcome, opens)"
        " VALUES (?, ?, ?, ?, ?, 'open', ?)")
      .bind(1, row.id)
      .bind(2, row.contact)
      .bind(3, attempt.token)
      .bind(4, attempt.claimed_at)
      .bind(5, attempt.at)
      .bind(6, opens)
      .run();
  attempt.id = db.last_insert_id();
  return attempt;
}

void end_attempt(Writer& db, std::int64_t attempt, std::string_view outcome, int http, std::int64_t code,
                 const std::string& wamid) {
  const auto given = [](std::int64_t value) { return value == 0 ? std::nullopt : std::optional(value); };
  const auto known_wamid = wamid.empty() ? std::nullopt : std::optional(wamid);
  db.query(
        "UPDATE attempt SET outcome = ?1, http = ?2, code = ?3, wamid = ifnull(wamid, ?4), ended_at = ?5,"
        // What WhatsApp did not take does not count against the daily limit.
        " opens = CASE WHEN ?1 IN ('accepted', 'lost') THEN opens ELSE 0 END WHERE id = ?6")
      .bind(1, outcome)
      .bind(2, given(http))
      .bind(3, given(code))
      .bind(4, known_wamid)
      .bind(5, db.recorded_at())
      .bind(6, attempt)
      .run();
}

void lose_open_attempts(Writer& db) {
  db.query("UPDATE attempt SET outcome = 'lost', ended_at = ? WHERE outcome = 'open'")
      .bind(1, db.recorded_at())
      .run();
}

std::vector<Attempt> list_attempts(const Access& db, MessageId message) {
  auto query = db.query(
      "SELECT id, token, claimed_at, at, outcome, code, wamid FROM attempt WHERE message = ? ORDER BY id");
  query.bind(1, message);
  std::vector<Attempt> attempts;
  while (query.step()) {
    attempts.push_back({query.integer(0), message, query.string(1), query.time(2), query.time(3),
                        query.string(4), query.maybe_integer(5), query.maybe_string(6)});
  }
  return attempts;
}

std::optional<TimePoint> find_told_at(const Access& db, MessageId message, Delivery delivery) {
  auto query = db.query(
      "SELECT min(d.at) FROM message m JOIN delivery d ON d.number = m.number AND d.wamid = m.wamid"
      " WHERE m.id = ? AND d.status = ?");
  query.bind(1, message).bind(2, to_name(delivery));
  query.step();
  return query.maybe_time(0);
}

std::int64_t count_attempts(const Access& db, TimePoint since, std::optional<ContactId> contact) {
  auto query = contact ? db.query("SELECT count(*) FROM attempt WHERE claimed_at >= ?1 AND contact = ?2")
                       : db.query("SELECT count(*) FROM attempt WHERE claimed_at >= ?1");
  query.bind(1, since);
  if (contact) query.bind(2, *contact);
  query.step();
  return query.integer(0);
}

}  // namespace urp::store
