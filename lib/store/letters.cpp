#include "store/letters.hpp"

#include <array>

#include "store/arrange.hpp"
#include "store/merged.hpp"
#include "store/ticket_fields.hpp"

namespace urp::store {
namespace {

constexpr std::array letter_states = {Delivery::queued,    Delivery::sending, Delivery::sent,
                                      Delivery::delivered, Delivery::failed,  Delivery::uncertain,
                                      Delivery::cancelled};

Delivery state_named(std::string_view name) {
  for (const auto state : letter_states) {
    if (to_name(state) == name) return state;
  }
  return Delivery::failed;
}

// To the letter what the partial index letter_unsent says.
constexpr db::Piece unsent = "l.state IN ('queued', 'sending', 'failed', 'uncertain')";
constexpr db::Piece select_letter = R"(
    SELECT
      l.id,
      l.dispatch,
      l.kind,
      l.state,
      l.final,
      l.at,
      l.queued_at,
      l.not_before,
      l.tries,
      l.error_code,
      l.error_text,
      d.ticket,
      d.service,
      d.lead,
      d.state,
      d.clerk,
      ifnull(d.token, ''),
      d.note,
      d.first,
      d.last,
      d.due_at,
      d.at,
      (WITH RECURSIVE whole (id) AS (
         SELECT t.id
         UNION ALL
         SELECT s.merged_into
         FROM whole
         CROSS JOIN ticket s ON s.id = whole.id
         WHERE s.merged_into IS NOT NULL)
       SELECT sum(s.revision) FROM whole CROSS JOIN ticket s ON s.id = whole.id)
    FROM letter l
    JOIN dispatch d ON d.id = l.dispatch
    JOIN ticket t ON t.id = d.ticket
    )";

LetterRow read_letter(db::Row& row) {
  LetterRow letter;
  row >> letter.id >> letter.dispatch >> letter.kind;
  letter.state = state_named(row.next<std::string_view>());
  row >> letter.final >> letter.at >> letter.queued_at >> letter.not_before >> letter.tries;
  const auto code = row.next<std::optional<std::int64_t>>();
  const auto text = row.next<std::string>();
  if (code) letter.error = MessageError{*code, text};
  row >> letter.ticket >> letter.service >> letter.lead >> letter.dispatch_state >> letter.clerk;
  row >> letter.reply_token >> letter.note >> letter.first >> letter.last >> letter.due_at;
  row >> letter.dispatched_at >> letter.ticket_revision;
  return letter;
}

bool set_state(Writer& db, const LetterRow& letter, Delivery to, bool final,
               const std::optional<MessageError>& error) {
  const auto code = error ? std::optional(error->code) : std::nullopt;
  const auto text = error ? db::or_null(error->message) : std::nullopt;
  const int moved = db.run(R"(
    UPDATE letter
    SET
      state = ?1,
      final = ?2,
      error_code = CASE WHEN ?1 IN ('sent', 'delivered') THEN NULL ELSE ifnull(?3, error_code) END,
      error_text = CASE WHEN ?1 IN ('sent', 'delivered') THEN NULL ELSE ifnull(?4, error_text) END
    WHERE id = ?5 AND state = ?6)",
                           to_name(to), final, code, text, letter.id, to_name(letter.state));
  if (moved == 0) return false;
  if (letter.kind != "dossier") return true;
  db.run(R"(
    UPDATE dispatch
    SET
      state = CASE ?1 WHEN 'cancelled' THEN 'recalled' ELSE ?1 END,
      sent_at = CASE WHEN ?1 IN ('sent', 'delivered') THEN ifnull(sent_at, ?2) ELSE sent_at END
    WHERE id = ?3 AND state NOT IN ('answered', 'recalled'))",
         to_name(to), db.now(), letter.dispatch);
  return true;
}

bool is_over(const LetterRow& letter) {
  return letter.dispatch_state == "answered" || letter.dispatch_state == "recalled";
}

/// The leading service will not get it: somebody here must find another way.
std::vector<Change> take_back(Writer& db, const LetterRow& letter) {
  if (letter.kind != "dossier" || !letter.lead || is_over(letter)) return {};
  const TicketId id = follow_merges(db, letter.ticket);
  const auto ticket = get_change_view(db, id);
  if (ticket.service != letter.service) return {};
  return move_ticket(db, id, ticket, ticket_move::Recalled{}).changes;
}

/// It did not leave, and the case was recalled meanwhile: then neither does the word that it was.
void cancel_recalled(Writer& db, LetterRow letter) {
  letter.state = Delivery::queued;
  set_state(db, letter, Delivery::cancelled, false, std::nullopt);
  db.run("UPDATE letter SET state = 'cancelled' WHERE dispatch = ? AND kind = 'recall' AND state = 'queued'",
         letter.dispatch);
}

void record(Writer& db, const LetterRow& letter, Delivery to, std::vector<Change> changes) {
  changes.insert(changes.begin(), {{"service", std::nullopt, letter.service},
                                   {"letter", std::string(to_name(letter.state)), std::string(to_name(to))}});
  if (letter.kind != "dossier") changes.push_back({"what", std::nullopt, letter.kind});
  db.record("letter", follow_merges(db, letter.ticket), std::nullopt, changes);
}

}  // namespace

void add_letter(Writer& db, std::int64_t dispatch, std::string_view kind) {
  db.run(R"(
    INSERT INTO letter (dispatch, kind, state, at, queued_at, not_before)
    VALUES (?1, ?2, 'queued', ?3, ?4, ?4))",
         dispatch, kind, db.now(), db.recorded_at());
}

std::optional<LetterRow> find_letter(const Access& db, std::int64_t letter) {
  static constexpr auto sql = select_letter + "WHERE l.id = ?";
  return db.first<LetterRow>(sql, read_letter, letter);
}

std::optional<LetterRow> find_letter(const Access& db, TicketId ticket, const std::string& service) {
  static constexpr auto sql = with_parts + select_letter + R"(
    WHERE d.ticket IN (SELECT ticket FROM part) AND d.service = ?2 AND l.kind = 'dossier'
    ORDER BY d.state IN ('answered', 'recalled', 'failed'), l.id DESC
    LIMIT 1)";
  return db.first<LetterRow>(sql, read_letter, ticket, service);
}

std::vector<LetterRow> list_due_letters(const Access& db, TimePoint real_now, int limit) {
  // What is further off than the longest pause was written while the machine's clock was ahead, and is due.
  static constexpr auto sql = select_letter + "WHERE " + unsent + R"(
      AND l.state = 'queued'
      AND (l.not_before <= ?1 OR l.not_before > ?1 + 7200)
      AND NOT EXISTS (
        SELECT 1 FROM letter e
        WHERE e.dispatch = l.dispatch AND e.id < l.id AND e.state IN ('queued', 'sending'))
    ORDER BY l.id
    LIMIT ?2)";
  return db.all<LetterRow>(sql, read_letter, real_now, limit);
}

std::vector<LetterRow> list_letters(const Access& db, Delivery state, int limit) {
  static constexpr auto sql = select_letter + "WHERE " + unsent + " AND l.state = ? ORDER BY l.id LIMIT ?";
  return db.all<LetterRow>(sql, read_letter, to_name(state), limit);
}

std::int64_t count_letters(const Access& db, Delivery state) {
  static constexpr auto sql = "SELECT count(*) FROM letter l WHERE " + unsent + " AND l.state = ?";
  return db.value<std::int64_t>(sql, to_name(state));
}

std::int64_t last_letter(const Access& db) {
  return db.value<std::int64_t>("SELECT ifnull(max(id), 0) FROM letter");
}

std::int64_t count_undelivered_dispatches(const Access& db) {
  return db.value<std::int64_t>(R"(
    WITH RECURSIVE undelivered (lead, ticket) AS (
      SELECT lead, ticket
      FROM dispatch
      WHERE state IN ('queued', 'sending', 'failed', 'uncertain') AND state = 'failed'
      UNION ALL
      SELECT u.lead, merged.merged_into
      FROM undelivered u
      CROSS JOIN ticket merged ON merged.id = u.ticket AND merged.merged_into IS NOT NULL)
    SELECT count(*)
    FROM undelivered u
    CROSS JOIN ticket t ON t.id = u.ticket
    WHERE t.state NOT IN ('closed', 'routed') OR (t.state = 'routed' AND u.lead = 0))");
}

bool claim_letter(Writer& db, const LetterRow& letter, const std::string& token) {
  const auto now = find_letter(db, letter.id);
  if (!now || now->ticket_revision != letter.ticket_revision ||
      now->dispatch_state != letter.dispatch_state ||
      next_delivery(now->state, now->final, DeliveryEvent::claim) != Delivery::sending)
    return false;
  if (!set_state(db, *now, Delivery::sending, false, std::nullopt)) return false;
  db.run("UPDATE letter SET tries = tries + 1 WHERE id = ?", letter.id);
  db.run("INSERT INTO letter_attempt (letter, token, claimed_at, at, outcome) VALUES (?, ?, ?, ?, 'open')",
         letter.id, token, db.recorded_at(), db.now());
  return true;
}

void end_letter_attempt(Writer& db, const std::string& token, std::string_view outcome, int code) {
  const auto known = code == 0 ? std::nullopt : std::optional<std::int64_t>(code);
  db.run("UPDATE letter_attempt SET outcome = ?, code = ? WHERE token = ?", outcome, known, token);
}

void postpone_letter(Writer& db, std::int64_t letter, TimePoint not_before, const MessageError& why) {
  db.run("UPDATE letter SET not_before = ?, error_code = ?, error_text = ? WHERE id = ?", not_before,
         why.code, why.message, letter);
}

std::optional<std::string> find_letter_trouble(const Access& db) {
  static constexpr auto sql = "SELECT l.error_text FROM letter l WHERE " + unsent + R"(
      AND l.state = 'queued'
      AND l.error_text IS NOT NULL
      AND ifnull((SELECT a.outcome FROM letter_attempt a WHERE a.letter = l.id ORDER BY a.id DESC LIMIT 1),
                 'not_sent') = 'not_sent'
    LIMIT 1)";
  return db.first<std::string>(sql);
}

int lose_open_letters(Writer& db) {
  db.run("UPDATE letter_attempt SET outcome = 'lost' WHERE outcome = 'open'");
  int lost = 0;
  for (const auto& letter : list_letters(db, Delivery::sending, -1)) {
    if (apply_letter(db, letter.id, DeliveryEvent::found_sending)) ++lost;
  }
  return lost;
}

int doubt_letters(Writer& db) {
  int doubted = 0;
  for (const auto& letter : list_letters(db, Delivery::queued, -1)) {
    if (!set_state(db, letter, Delivery::uncertain, false, std::nullopt)) continue;
    record(db, letter, Delivery::uncertain, {});
    ++doubted;
  }
  return doubted;
}

std::optional<Delivery> apply_letter(Writer& db, std::int64_t id, DeliveryEvent event,
                                     const std::optional<MessageError>& error) {
  const auto letter = find_letter(db, id);
  if (!letter) return std::nullopt;
  const auto to = next_delivery(letter->state, letter->final, event);
  if (!to || !set_state(db, *letter, *to, event == DeliveryEvent::told_failed, error)) return std::nullopt;
  if (*to == Delivery::queued) {
    if (event == DeliveryEvent::resend) {
      db.run("UPDATE letter SET not_before = ?, tries = 0 WHERE id = ?", db.recorded_at(), id);
      record(db, *letter, *to, {});
    } else if (letter->dispatch_state == "recalled" && letter->kind != "recall") {
      cancel_recalled(db, *letter);
    }
    return to;
  }
  record(db, *letter, *to, *to == Delivery::failed ? take_back(db, *letter) : std::vector<Change>{});
  return to;
}

std::optional<LetterAttempt> find_letter_attempt(const Access& db, const std::string& token) {
  return db.first<LetterAttempt>(
      R"(
    SELECT
      a.letter,
      l.dispatch,
      NOT EXISTS (SELECT 1 FROM letter_attempt b WHERE b.letter = a.letter AND b.id > a.id)
    FROM letter_attempt a
    JOIN letter l ON l.id = a.letter
    WHERE a.token = ?)",
      [](db::Row& row) {
        LetterAttempt attempt;
        row >> attempt.letter >> attempt.dispatch >> attempt.latest;
        return attempt;
      },
      token);
}

std::string first_letter_token(const Access& db, std::int64_t dispatch) {
  return db
      .first<std::string>(R"(
    SELECT a.token
    FROM letter l
    JOIN letter_attempt a ON a.letter = l.id
    WHERE l.dispatch = ? AND l.kind = 'dossier' AND a.outcome IN ('accepted', 'lost')
    ORDER BY a.outcome = 'accepted' DESC, a.id
    LIMIT 1)",
                          dispatch)
      .value_or("");
}

std::vector<OverdueDispatch> list_overdue_dispatches(const Access& db, TimePoint now,
                                                     TimePoint reminded_before, int limit) {
  return db.all<OverdueDispatch>(
      R"(
    SELECT d.id, d.ticket, d.service
    FROM ticket t
    JOIN dispatch d ON d.ticket = t.id
    WHERE t.state = 'routed'
      AND d.lead = 1
      AND d.state IN ('sent', 'delivered')
      AND d.due_at < ?1
      AND d.service = t.service
      AND NOT EXISTS (
        SELECT 1 FROM letter l
        WHERE l.dispatch = d.id AND l.kind = 'reminder' AND (l.at > ?2 OR l.state IN ('queued', 'sending')))
    ORDER BY d.id
    LIMIT ?3)",
      [](db::Row& row) {
        OverdueDispatch overdue;
        row >> overdue.dispatch >> overdue.ticket >> overdue.service;
        return overdue;
      },
      now, reminded_before, limit);
}

}  // namespace urp::store
