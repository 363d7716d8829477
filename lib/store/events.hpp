// events.hpp: what happened to a ticket, as the audit chain tells it.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include <urp/event.hpp>
#include <urp/event_verb.hpp>

#include "store/access.hpp"

namespace urp::store {

/// Of event `e` and its detail `d`: what read_event reads.
constexpr db::Piece event_columns = R"(
      e.id,
      e.at,
      e.recorded_at,
      e.clerk,
      e.login,
      e.verb,
      e.ticket,
      e.message,
      d.body)";
Event read_event(db::Row& row);

/// The newest `limit` events of a ticket since `since`, oldest first, except those that only say that a
/// message came, was queued or was read.
std::vector<Event> list_events(const Access& db, TicketId ticket, std::optional<TimePoint> since, int limit);

std::optional<Event> find_last_event(const Access& db, TicketId ticket, EventVerb verb);
/// Of a stretch of the chain what this clerk did, oldest first.
std::vector<Event> list_recorded(const Access& db, EventId first, EventId last, const Actor& by);
/// The first entry of the same ticket after this one that changed a field.
std::optional<Event> find_change_since(const Access& db, const Event& event, std::string_view field);
/// Whether the citizen wrote, or edited what they wrote, after an entry.
bool wrote_since(const Access& db, TicketId ticket, EventId event);

}  // namespace urp::store
