#include "store/reading.hpp"

namespace urp::store {

bool is_noted(const Access& db, TicketId ticket, const std::string& clerk, bool editing, TimePoint since) {
  auto query = db.query("SELECT 1 FROM reading WHERE ticket = ? AND clerk = ? AND editing >= ? AND at >= ?");
  query.bind(1, ticket).bind(2, clerk).bind(3, editing).bind(4, since);
  return query.step();
}

void note_reading(Writer& db, TicketId ticket, bool editing) {
  db.query(
        "INSERT INTO reading (ticket, clerk, editing, at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET "
        "editing = "
        "?3, at = ?4")
      .bind(1, ticket)
      .bind(2, db.actor().clerk)
      .bind(3, editing)
      .bind(4, db.recorded_at())
      .run();
}

void forget_reading(Writer& db, TicketId ticket) {
  db.query("DELETE FROM reading WHERE ticket = ? AND clerk = ?")
      .bind(1, ticket)
      .bind(2, db.actor().clerk)
      .run();
}

std::vector<TicketReader> list_readers(const Access& db, TicketId ticket, const std::string& but,
                                       TimePoint since) {
  auto query = db.query(
      "SELECT clerk, editing, at FROM reading WHERE ticket = ? AND clerk <> ? AND at >= ? ORDER BY editing "
      "DESC, at DESC");
  query.bind(1, ticket).bind(2, but).bind(3, since);
  std::vector<TicketReader> readers;
  while (query.step()) readers.push_back({query.string(0), query.integer(1) != 0, query.time(2)});
  return readers;
}

}  // namespace urp::store
