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

}  // namespace urp::store
