#include "store/services.hpp"

namespace urp::store {

bool add_dispatch(Writer& db, const NewDispatch& dispatch) {
  auto insert = db.query(
      "INSERT INTO dispatch (ticket, service, lead, state, at, due_at, note, clerk, first, last)"
      " SELECT ?1, ?2, ?3, ?4, ?5, term_due_at, ?6, ?7, ?8, ?9 FROM ticket WHERE id = ?1 AND NOT EXISTS"
      " (SELECT 1 FROM dispatch WHERE ticket = ?1 AND service = ?2 AND state NOT IN ('recalled', 'answered', "
      "'failed'))");
  insert.bind(1, dispatch.ticket)
      .bind(2, dispatch.service)
      .bind(3, dispatch.lead)
      .bind(4, dispatch.state)
      .bind(5, db.now())
      .bind(6, dispatch.note)
      .bind(7, db.actor().clerk)
      .bind(8, dispatch.first)
      .bind(9, dispatch.last)
      .run();
  return insert.changes() > 0;
}

void recall_dispatches(Writer& db, TicketId ticket) {
  db.query("UPDATE dispatch SET state = 'recalled' WHERE ticket = ? AND state <> 'answered'")
      .bind(1, ticket)
      .run();
}

std::vector<Dispatch> list_dispatches(const Access& db, TicketId ticket) {
  auto query = db.query(
      "SELECT service, lead, state, sent_at, due_at, answered_at FROM dispatch WHERE ticket = ? ORDER BY id");
  query.bind(1, ticket);
  std::vector<Dispatch> dispatches;
  while (query.step()) {
    dispatches.push_back({query.string(0), query.integer(1) != 0, query.string(2), query.maybe_time(3),
                          query.maybe_time(4), query.maybe_time(5)});
  }
  return dispatches;
}

std::string collect_words(const Access& db, TicketId ticket, int limit) {
  auto query = db.query(
      "SELECT text FROM message WHERE (ticket = ?1 AND shown_in IS NULL OR shown_in = ?1) AND direction = "
      "'in' AND "
      "hidden = 0 AND text IS NOT NULL ORDER BY at, id LIMIT ?2");
  query.bind(1, ticket).bind(2, limit);
  std::string words;
  while (query.step()) words.append(query.text(0)).append("\n");
  return words;
}

}  // namespace urp::store
