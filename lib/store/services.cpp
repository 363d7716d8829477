#include "store/services.hpp"

#include "db/random.hpp"
#include "domain/hash.hpp"
#include "store/letters.hpp"
#include "store/merged.hpp"

namespace urp::store {

bool add_dispatch(Writer& db, const NewDispatch& dispatch) {
  const bool mailed = dispatch.state == "queued";
  const auto token = mailed ? std::optional(hex(db::random_bytes(16))) : std::nullopt;
  const int added = db.run(R"(
    INSERT INTO dispatch (ticket, service, lead, state, at, due_at, note, clerk, first, last, token)
    SELECT ?1, ?2, ?3, ?4, ?5, term_due_at, ?6, ?7, ?8, ?9, ?10
    FROM ticket
    WHERE id = ?1
      AND NOT EXISTS (
        SELECT 1 FROM dispatch
        WHERE ticket = ?1 AND service = ?2 AND state NOT IN ('recalled', 'answered', 'failed')))",
                           dispatch.ticket, dispatch.service, dispatch.lead, dispatch.state, db.now(),
                           dispatch.note, db.actor().clerk, dispatch.first, dispatch.last, token);
  if (added > 0 && mailed) add_letter(db, db.last_insert_id(), "dossier");
  return added > 0;
}

void recall_dispatches(Writer& db, TicketId ticket) {
  struct Unanswered {
    std::int64_t id = 0;
    std::optional<std::int64_t> letter;
    std::string state;
  };
  static constexpr auto sql = with_parts + R"(
    SELECT d.id, l.id, ifnull(l.state, '')
    FROM dispatch d
    LEFT JOIN letter l ON l.dispatch = d.id AND l.kind = 'dossier'
    WHERE d.ticket IN (SELECT ticket FROM part) AND d.state NOT IN ('answered', 'recalled'))";
  const auto unanswered = db.all<Unanswered>(
      sql,
      [](db::Row& row) {
        Unanswered one;
        row >> one.id >> one.letter >> one.state;
        return one;
      },
      ticket);
  for (const auto& one : unanswered) {
    db.run("UPDATE letter SET state = 'cancelled' WHERE dispatch = ? AND state = 'queued'", one.id);
    db.run("UPDATE dispatch SET state = 'recalled' WHERE id = ?", one.id);
    // Who has it, or will have it in a moment, or may have it, is told.
    const bool left =
        one.letter && one.state != "queued" && one.state != "failed" && one.state != "cancelled";
    if (left) add_letter(db, one.id, "recall");
  }
}

bool has_tickets_of(const Access& db, const std::string& service) {
  return db.value<bool>("SELECT EXISTS (SELECT 1 FROM ticket WHERE service = ?)", service);
}

bool recall_unsent(Writer& db, TicketId ticket, const std::string& service) {
  const int recalled = db.run(R"(
    UPDATE dispatch
    SET state = 'recalled'
    WHERE ticket = ?
      AND service = ?
      AND state IN ('queued', 'by_hand')
      AND NOT EXISTS (
        SELECT 1 FROM letter l
        WHERE l.dispatch = dispatch.id AND l.state NOT IN ('queued', 'failed', 'cancelled')))",
                              ticket, service);
  if (recalled == 0) return false;
  db.run(R"(
    UPDATE letter
    SET state = 'cancelled'
    WHERE state = 'queued'
      AND dispatch IN (SELECT id FROM dispatch WHERE ticket = ? AND service = ? AND state = 'recalled'))",
         ticket, service);
  return true;
}

std::string collect_words(const Access& db, TicketId ticket, int limit) {
  std::string words;
  db.each(
      R"(
      SELECT text
      FROM message
      WHERE (ticket = ?1 AND shown_in IS NULL OR shown_in = ?1)
        AND direction = 'in'
        AND hidden = 0
        AND text IS NOT NULL
      ORDER BY at, id
      LIMIT ?2)",
      [&words](db::Row& row) { words.append(row.next<std::string_view>()).append("\n"); }, ticket, limit);
  return words;
}

std::vector<std::string> list_carried(const Access& db, TicketId ticket) {
  static constexpr char sql[] = R"(
    SELECT DISTINCT
      CASE
        WHEN d.voice = 1 THEN 'voice'
        WHEN m.type = 'contacts' THEN 'contact'
        ELSE m.type
      END
    FROM message m
    LEFT JOIN media d ON d.message = m.id
    WHERE m.ticket = ? AND m.direction = 'in' AND m.hidden = 0 AND m.type <> 'text')";
  return db.all<std::string>(sql, ticket);
}

}  // namespace urp::store
