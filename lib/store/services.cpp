#include "store/services.hpp"

namespace urp::store {

bool add_dispatch(Writer& db, const NewDispatch& dispatch) {
  const int added = db.run(R"(
    INSERT INTO dispatch (ticket, service, lead, state, at, due_at, note, clerk, first, last)
    SELECT ?1, ?2, ?3, ?4, ?5, term_due_at, ?6, ?7, ?8, ?9
    FROM ticket
    WHERE id = ?1
      AND NOT EXISTS (
        SELECT 1 FROM dispatch
        WHERE ticket = ?1 AND service = ?2 AND state NOT IN ('recalled', 'answered', 'failed')))",
                           dispatch.ticket, dispatch.service, dispatch.lead, dispatch.state, db.now(),
                           dispatch.note, db.actor().clerk, dispatch.first, dispatch.last);
  return added > 0;
}

void recall_dispatches(Writer& db, TicketId ticket) {
  db.run("UPDATE dispatch SET state = 'recalled' WHERE ticket = ? AND state <> 'answered'", ticket);
}

bool has_tickets_of(const Access& db, const std::string& service) {
  return db.value<bool>("SELECT EXISTS (SELECT 1 FROM ticket WHERE service = ?)", service);
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
