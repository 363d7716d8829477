#include "store/events.hpp"

#include <algorithm>

#include "db/audit.hpp"

namespace urp::store {

std::vector<Event> list_events(const Access& db, TicketId ticket, std::optional<TimePoint> since, int limit) {
  auto query = db.query(
      "SELECT e.id, e.at, e.recorded_at, e.clerk, e.login, e.verb, e.message, d.body FROM event e"
      " LEFT JOIN event_detail d ON d.event = e.id"
      " WHERE e.ticket = ?1 AND e.at >= ?2 AND e.verb NOT IN ('receive', 'read', 'delivery', 'media') ORDER "
      "BY e.at DESC, e.id "
      "DESC LIMIT ?3");
  query.bind(1, ticket).bind(2, since.value_or(TimePoint{})).bind(3, limit);
  std::vector<Event> events;
  while (query.step()) {
    Event event;
    event.id = {query.integer(0)};
    event.at = query.time(1);
    event.recorded_at = query.time(2);
    event.actor = {query.string(3), query.string(4)};
    event.verb = query.string(5);
    event.ticket = ticket;
    event.message = query.maybe_integer(6);
    event.changes = db::decode_changes(query.text(7));
    events.push_back(std::move(event));
  }
  std::reverse(events.begin(), events.end());
  return events;
}

}  // namespace urp::store
