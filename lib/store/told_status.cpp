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

std::optional<Target> status_target(const Access& db, const StatusUpdate& status, std::int64_t number) {
  std::optional<std::int64_t> attempt;
  std::optional<MessageId> message;
  if (!status.token.empty()) {
    auto query = db.query("SELECT id, message FROM attempt WHERE token = ?");
    query.bind(1, status.token);
    if (query.step()) {
      attempt = query.integer(0);
      message = MessageId{query.integer(1)};
    }
  }
  if (!message) {
    auto query = db.query(
        "SELECT id FROM message WHERE number = ? AND wamid = ? AND direction = 'out' AND status IS NOT NULL");
    query.bind(1, number).bind(2, status.wamid);
    if (query.step()) message = MessageId{query.integer(0)};
  }
  if (!message) {  // of an attempt before a resend: the message carries the later one's wamid
    auto query = db.query(
        "SELECT a.message FROM attempt a JOIN message m ON m.id = a.message WHERE a.wamid = ?1 AND m.number "
        "= ?2");
    query.bind(1, status.wamid).bind(2, number);
    if (!query.step()) return std::nullopt;
    message = MessageId{query.integer(0)};
  }
  auto latest = db.query("SELECT id, wamid FROM attempt WHERE message = ? ORDER BY id DESC LIMIT 1");
  latest.bind(1, *message);
  Target target{*message, true};
  if (latest.step()) target.latest = attempt ? latest.integer(0) == *attempt : latest.text(1) == status.wamid;
  return target;
}

/// True: it was not known before.
bool learn_wamid(Writer& db, MessageId message, const StatusUpdate& status) {
  auto update = db.query("UPDATE attempt SET wamid = ?1 WHERE token = ?2 AND wamid IS NULL");
  update.bind(1, status.wamid).bind(2, status.token).run();
  const bool learned = update.changes() > 0;
  db.query("UPDATE message SET wamid = ?1 WHERE id = ?2 AND wamid IS NULL")
      .bind(1, status.wamid)
      .bind(2, message)
      .run();
  return learned;
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
  std::vector<StatusUpdate> waiting;
  {
    auto query = db.query(
        "SELECT status, at, error_code, error_text, refusal FROM delivery WHERE number = ? AND wamid = ?");
    query.bind(1, number).bind(2, wamid);
    while (query.step()) {
      StatusUpdate status;
      status.wamid = wamid;
      status.status = query.string(0);
      status.at = query.time(1);
      if (!query.is_null(2)) {
        status.refusal = Refusal{refusal_kind(query.text(4)).value_or(RefusalKind::other), query.integer(2),
                                 0, query.string(3)};
      }
      waiting.push_back(std::move(status));
    }
  }
  for (const auto& status : waiting) apply_status(db, status, number, status.at.value_or(db.now()));
}

}  // namespace

void set_wamid(Writer& db, MessageId id, std::int64_t number, const std::string& wamid) {
  db.query("UPDATE message SET wamid = ?1 WHERE id = ?2 AND wamid IS NOT ?1")
      .bind(1, wamid)
      .bind(2, id)
      .run();
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
