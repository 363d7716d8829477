// media_list.cpp: the media of a ticket as a clerk looks at them.
#include "store/media.hpp"

namespace urp::store {

std::vector<MediaRow> list_ticket_media(const Access& db, TicketId ticket, std::int64_t first,
                                        std::int64_t last) {
  auto query = db.query(
      "SELECT m.id, m.seq, m.type, d.mime_type, d.file_name, d.state, d.sha256, d.size, d.voice, f.why, "
      "m.hidden"
      " FROM message m JOIN media d ON d.message = m.id LEFT JOIN media_fetch f ON f.message = m.id"
      " WHERE m.ticket = ? AND m.seq BETWEEN ? AND ? ORDER BY m.seq");
  query.bind(1, ticket).bind(2, first).bind(3, last);
  std::vector<MediaRow> rows;
  while (query.step()) {
    if (query.integer(10) != 0) continue;  // hidden: its media are in no list
    MediaRow row;
    row.message = {query.integer(0)};
    row.ref = {ticket, query.integer(1)};
    row.type = query.string(2);
    row.mime_type = query.maybe_string(3);
    row.file_name = query.maybe_string(4);
    row.state = query.string(5);
    row.sha256 = query.maybe_string(6);
    row.size = query.maybe_integer(7);
    row.voice = query.integer(8) != 0;
    row.why = query.string(9);
    rows.push_back(std::move(row));
  }
  return rows;
}

bool has_ticket(const Access& db, TicketId ticket) {
  auto query = db.query("SELECT 1 FROM ticket WHERE id = ?");
  query.bind(1, ticket);
  return query.step();
}

}  // namespace urp::store
