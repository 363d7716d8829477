// media_list.cpp: the media of a ticket as a clerk looks at them.
#include "store/media.hpp"

namespace urp::store {
namespace {

MediaRow read_media_row(db::Row& row) {
  MediaRow media;
  row >> media.message >> media.ref.ticket >> media.ref.number >> media.type >> media.mime_type;
  row >> media.file_name >> media.state >> media.sha256 >> media.size >> media.voice;
  row >> media.duration >> media.transcript >> media.why;
  return media;
}

}  // namespace

std::vector<MediaRow> list_ticket_media(const Access& db, TicketId ticket, std::int64_t first,
                                        std::int64_t last) {
  // What is hidden has its media in no list.
  return db.all<MediaRow>(R"(
    SELECT
      m.id,
      m.ticket,
      m.seq,
      m.type,
      d.mime_type,
      d.file_name,
      d.state,
      d.sha256,
      d.size,
      d.voice,
      d.duration,
      d.transcript,
      f.why
    FROM message m
    JOIN media d ON d.message = m.id
    LEFT JOIN media_fetch f ON f.message = m.id
    WHERE m.ticket = ? AND m.seq BETWEEN ? AND ? AND m.hidden = 0
    ORDER BY m.seq)",
                          read_media_row, ticket, first, last);
}

bool has_ticket(const Access& db, TicketId ticket) {
  return db.value<bool>("SELECT EXISTS (SELECT 1 FROM ticket WHERE id = ?)", ticket);
}

}  // namespace urp::store
