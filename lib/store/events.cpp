#include "store/events.hpp"

#include <algorithm>

#include "db/audit.hpp"

namespace urp::store {

Event read_event(db::Row& row) {
  Event event;
  row >> event.id >> event.at >> event.recorded_at >> event.actor.clerk >> event.actor.login;
  row >> event.verb >> event.ticket >> event.message;
  event.changes = db::decode_changes(row.next<std::string_view>());
  return event;
}

std::vector<Event> list_events(const Access& db, TicketId ticket, std::optional<TimePoint> since, int limit) {
  static constexpr auto sql = "SELECT " + event_columns + R"(
    FROM event e
    LEFT JOIN event_detail d ON d.event = e.id
    WHERE e.ticket = ?
      AND e.at >= ?
      AND e.verb NOT IN ('receive', 'read', 'delivery', 'media')
    ORDER BY e.at DESC, e.id DESC
    LIMIT ?)";
  auto events = db.all<Event>(sql, read_event, ticket, since.value_or(TimePoint{}), limit);
  std::reverse(events.begin(), events.end());
  return events;
}

}  // namespace urp::store
