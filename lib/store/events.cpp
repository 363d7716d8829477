#include "store/events.hpp"

#include <algorithm>

#include "db/audit.hpp"

namespace urp::store {

namespace {

Event read_event(db::Row& row) {
  Event event;
  row >> event.id >> event.at >> event.recorded_at >> event.actor.clerk >> event.actor.login;
  row >> event.verb >> event.ticket >> event.message;
  event.changes = db::decode_changes(row.next<std::string_view>());
  return event;
}

}  // namespace

std::vector<Event> list_events(const Access& db, TicketId ticket, std::optional<TimePoint> since, int limit) {
  auto events = db.all<Event>(R"(
    SELECT
      e.id,
      e.at,
      e.recorded_at,
      e.clerk,
      e.login,
      e.verb,
      e.ticket,
      e.message,
      d.body
    FROM event e
    LEFT JOIN event_detail d ON d.event = e.id
    WHERE e.ticket = ?
      AND e.at >= ?
      AND e.verb NOT IN ('receive', 'read', 'delivery', 'media')
    ORDER BY e.at DESC, e.id DESC
    LIMIT ?)",
                              read_event, ticket, since.value_or(TimePoint{}), limit);
  std::reverse(events.begin(), events.end());
  return events;
}

}  // namespace urp::store
