// told_status.cpp: statuses of the provider: which attempt of which message they speak of, and what they
// change.
#include "store/messages.hpp"
#include "store/outbox.hpp"

namespace urp::store {
namespace {

struct Target {  // what a status speaks of
  MessageId message;
  bool latest = true;  // of its latest attempt
};

struct Tried {  // one attempt
  std::int64_t id = 0;
  MessageId message;
  std::optional<std::string> wamid;
};
Tried read_tried(db::Row& row) {
  Tried tried;
  row >> tried.id >> tried.message >> tried.wamid;
  return tried;
}

std::optional<Tried> find_by_token(const Access& db, const std::string& token) {
  if (token.empty()) return std::nullopt;
  return db.first<Tried>("SELECT id, message, wamid FROM attempt WHERE token = ?", read_tried, token);
}

std::optional<MessageId> find_by_wamid(const Access& db, std::int64_t number, const std::string& wamid) {
  const auto message = db.first<MessageId>(R"(
    SELECT id
    FROM message
    WHERE number = ? AND wamid = ? AND direction = 'out' AND status IS NOT NULL)",
                                           number, wamid);
  if (message) return message;
  // Of an attempt before a resend: the message carries the later one's wamid.
  return db.first<MessageId>(R"(
    SELECT a.message
    FROM attempt a
    JOIN message m ON m.id = a.message
    WHERE a.wamid = ? AND m.number = ?)",
                             wamid, number);
}

std::optional<Target> status_target(const Access& db, const StatusUpdate& status, std::int64_t number) {
  const auto tried = find_by_token(db, status.token);
  const auto message = tried ? std::optional(tried->message) : find_by_wamid(db, number, status.wamid);
  if (!message) return std::nullopt;
  const auto latest =
      db.first<Tried>("SELECT id, message, wamid FROM attempt WHERE message = ? ORDER BY id DESC LIMIT 1",
                      read_tried, *message);
  Target target{*message, true};
  if (latest) target.latest = tried ? latest->id == tried->id : latest->wamid == status.wamid;
  return target;
}

/// True: it was not known before.
bool learn_wamid(Writer& db, MessageId message, const StatusUpdate& status) {
  const int learned =
      db.run("UPDATE attempt SET wamid = ? WHERE token = ? AND wamid IS NULL", status.wamid, status.token);
  db.run("UPDATE message SET wamid = ?, revision = ? WHERE id = ? AND wamid IS NULL", status.wamid,
         db.next_event(), message);
  return learned > 0;
}

StatusUpdate read_status(db::Row& row) {
  StatusUpdate status;
  row >> status.wamid >> status.status >> status.at;
  const auto code = row.next<std::optional<std::int64_t>>();
  auto words = row.next<std::string>();
  const auto kind = refusal_kind(row.next<std::string_view>()).value_or(RefusalKind::other);
  if (code) status.refusal = Refusal{kind, *code, 0, std::move(words)};
  return status;
}

void join_waiting(Writer& db, std::int64_t number, const std::string& wamid);

void apply_failure(Writer& db, const Target& target, const Refusal& refusal, TimePoint at) {
  if (const auto row = find_outgoing(db, target.message)) heed_refusal(db, *row, refusal, at);
  // When an earlier attempt failed a later one is under way.
  const bool moved = target.latest && (apply(db, target.message, DeliveryEvent::told_failed, refusal) ||
                                       learn_reason(db, target.message, refusal));
  if (!moved) record_told(db, target.message, "failed");
}

void apply_status(Writer& db, const StatusUpdate& status, std::int64_t number, TimePoint at) {
  const auto target = status_target(db, status, number);
  if (!target)
    return;  // not ours, or not yet known: it stays in `delivery` and is joined when the wamid is learned
  if (!status.token.empty() && learn_wamid(db, target->message, status)) {
    join_amendments(db, target->message, number, status.wamid);
    join_waiting(db, number, status.wamid);
  }
  const auto event = told(status.status);
  if (!event) return;
  if (*event == DeliveryEvent::told_failed) {
    return apply_failure(db, *target, status.refusal.value_or(Refusal{}), at);
  }
  apply(db, target->message, *event);
}

/// Statuses of this wamid that came before anybody knew whose it is.
void join_waiting(Writer& db, std::int64_t number, const std::string& wamid) {
  const auto waiting = db.all<StatusUpdate>(R"(
    SELECT wamid, status, at, error_code, error_text, refusal
    FROM delivery
    WHERE number = ? AND wamid = ?)",
                                            read_status, number, wamid);
  for (const auto& status : waiting) apply_status(db, status, number, status.at.value_or(db.now()));
}

}  // namespace

void set_wamid(Writer& db, MessageId id, std::int64_t number, const std::string& wamid) {
  db.run("UPDATE message SET wamid = ?1, revision = ?3 WHERE id = ?2 AND wamid IS NOT ?1", wamid, id,
         db.next_event());
  join_amendments(db, id, number, wamid);
  join_waiting(db, number, wamid);
}

bool accept_status(Writer& db, const StatusUpdate& status, std::int64_t number, TimePoint at,
                   TimePoint received_at) {
  if (!add_delivery(db, status, number, at, received_at)) return false;
  apply_status(db, status, number, at);
  return true;
}

}  // namespace urp::store
