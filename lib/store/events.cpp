#include "store/events.hpp"

#include <algorithm>

#include "db/audit.hpp"

namespace urp::store {

namespace {

constexpr auto select_events = "SELECT " + event_columns + R"(
    FROM event e
    LEFT JOIN event_detail d ON d.event = e.id
    )";

}  // namespace

Event read_event(db::Row& row) {
  Event event;
  row >> event.id >> event.at >> event.recorded_at >> event.actor.clerk >> event.actor.login;
  row >> event.verb >> event.ticket >> event.message;
  event.changes = db::decode_changes(row.next<std::string_view>());
  return event;
}

std::vector<Event> list_events(const Access& db, TicketId ticket, std::optional<TimePoint> since, int limit) {
  static constexpr auto sql = select_events + R"(
    WHERE e.ticket = ?
      AND e.at >= ?
      AND e.verb NOT IN ('receive', 'read', 'delivery', 'media')
    ORDER BY e.at DESC, e.id DESC
    LIMIT ?)";
  auto events = db.all<Event>(sql, read_event, ticket, since.value_or(TimePoint{}), limit);
  std::reverse(events.begin(), events.end());
  return events;
}

std::optional<Event> find_last_event(const Access& db, TicketId ticket, EventVerb verb) {
  static constexpr auto sql = select_events + R"(
    WHERE e.ticket = ? AND e.verb = ?
    ORDER BY e.id DESC
    LIMIT 1)";
  return db.first<Event>(sql, read_event, ticket, to_name(verb));
}

std::vector<Event> list_recorded(const Access& db, EventId first, EventId last, const Actor& by) {
  static constexpr auto sql = select_events + R"(
    WHERE e.id BETWEEN ? AND ? AND e.clerk = ? AND e.login = ?
    ORDER BY e.id)";
  return db.all<Event>(sql, read_event, first, last, by.clerk, by.login);
}

std::optional<Event> find_change_since(const Access& db, const Event& event, std::string_view field) {
  static constexpr auto sql = select_events + R"(
    WHERE e.ticket = ? AND e.id > ?
    ORDER BY e.id)";
  for (auto& later : db.all<Event>(sql, read_event, event.ticket, event.id)) {
    const bool touches = std::any_of(later.changes.begin(), later.changes.end(),
                                     [&](const Change& change) { return change.field == field; });
    if (touches) return std::move(later);
  }
  return std::nullopt;
}

bool wrote_since(const Access& db, TicketId ticket, EventId event) {
  return db.value<bool>(R"(
    SELECT EXISTS (SELECT 1 FROM event WHERE ticket = ? AND id > ? AND verb IN ('receive', 'edit')))",
                        ticket, event);
}

}  // namespace urp::store
