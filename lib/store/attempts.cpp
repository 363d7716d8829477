#include "store/attempts.hpp"

#include "db/random.hpp"
#include "domain/hash.hpp"

namespace urp::store {
namespace {

constexpr std::size_t token_length = 16;  // bytes

Attempt read_attempt(db::Row& row) {
  Attempt attempt;
  row >> attempt.id >> attempt.message >> attempt.token >> attempt.claimed_at >> attempt.at;
  row >> attempt.outcome >> attempt.code >> attempt.wamid;
  return attempt;
}

}  // namespace

Attempt open_attempt(Writer& db, MessageId message, ContactId contact, bool opens) {
  Attempt attempt;
  attempt.message = message;
  attempt.token = hex(db::random_bytes(token_length));
  attempt.claimed_at = db.recorded_at();
  attempt.at = db.now();
  attempt.outcome = "open";
  db.run(R"(
    INSERT INTO attempt (message, contact, token, claimed_at, at, outcome, opens)
    VALUES (?, ?, ?, ?, ?, ?, ?))",
         message, contact, attempt.token, attempt.claimed_at, attempt.at, attempt.outcome, opens);
  attempt.id = db.last_insert_id();
  return attempt;
}

void end_attempt(Writer& db, std::int64_t attempt, std::string_view outcome, int http, std::int64_t code,
                 const std::string& wamid) {
  // What WhatsApp did not take does not count against the daily limit.
  db.run(R"(
    UPDATE attempt
    SET
      outcome = ?1,
      http = ?2,
      code = ?3,
      wamid = ifnull(wamid, ?4),
      ended_at = ?5,
      opens = CASE WHEN ?1 IN ('accepted', 'lost') THEN opens ELSE 0 END
    WHERE id = ?6)",
         outcome, db::or_null(http), db::or_null(code), db::or_null(wamid), db.recorded_at(), attempt);
}

void lose_open_attempts(Writer& db) {
  db.run("UPDATE attempt SET outcome = 'lost', ended_at = ? WHERE outcome = 'open'", db.recorded_at());
}

std::vector<Attempt> list_attempts(const Access& db, MessageId message) {
  return db.all<Attempt>(R"(
    SELECT
      id,
      message,
      token,
      claimed_at,
      at,
      outcome,
      code,
      wamid
    FROM attempt
    WHERE message = ?
    ORDER BY id)",
                         read_attempt, message);
}

std::int64_t count_attempts(const Access& db, TimePoint real_now, Seconds span,
                            std::optional<ContactId> contact) {
  // What is still to come was claimed while the machine's clock was ahead.
  if (!contact) {
    return db.value<std::int64_t>("SELECT count(*) FROM attempt WHERE claimed_at BETWEEN ? AND ?",
                                  real_now - span, real_now);
  }
  return db.value<std::int64_t>(
      "SELECT count(*) FROM attempt WHERE claimed_at BETWEEN ? AND ? AND contact = ?", real_now - span,
      real_now, *contact);
}

std::int64_t count_opened(const Access& db, TimePoint real_since) {
  return db.value<std::int64_t>(
      "SELECT count(DISTINCT contact) FROM attempt WHERE claimed_at > ?1 AND claimed_at <= ?1 + 86700 AND "
      "opens = 1",
      real_since);
}

bool was_opened(const Access& db, ContactId contact, TimePoint real_since) {
  return db.value<bool>(
      "SELECT EXISTS (SELECT 1 FROM attempt WHERE contact = ?1 AND claimed_at > ?2 AND claimed_at <= ?2 + "
      "86700 AND opens = 1)",
      contact, real_since);
}

}  // namespace urp::store
