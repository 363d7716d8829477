#include "store/reading.hpp"

#include "domain/recent.hpp"

namespace urp::store {

namespace {

TicketReader read_reader(db::Row& row) {
  TicketReader reader;
  row >> reader.clerk >> reader.editing >> reader.at;
  return reader;
}

}  // namespace

bool is_noted(const Access& db, TicketId ticket, const std::string& clerk, bool editing, TimePoint since,
              TimePoint now) {
  return db.value<bool>(R"(
    SELECT EXISTS (
      SELECT 1 FROM reading
      WHERE ticket = ? AND clerk = ? AND editing >= ? AND at BETWEEN ? AND ?))",
                        ticket, clerk, editing, since, now + clock_tolerance);
}

void note_reading(Writer& db, TicketId ticket, bool editing) {
  db.run(R"(
    INSERT INTO reading (ticket, clerk, editing, at)
    VALUES (?1, ?2, ?3, ?4)
    ON CONFLICT DO UPDATE SET editing = ?3, at = ?4)",
         ticket, db.actor().clerk, editing, db.recorded_at());
}

void forget_reading(Writer& db, TicketId ticket) {
  db.run("DELETE FROM reading WHERE ticket = ? AND clerk = ?", ticket, db.actor().clerk);
}

std::vector<TicketReader> list_readers(const Access& db, TicketId ticket, const std::string& but,
                                       TimePoint since, TimePoint now) {
  return db.all<TicketReader>(R"(
    SELECT clerk, editing, at
    FROM reading
    WHERE ticket = ? AND clerk <> ? AND at BETWEEN ? AND ?
    ORDER BY editing DESC, at DESC)",
                              read_reader, ticket, but, since, now + clock_tolerance);
}

}  // namespace urp::store
