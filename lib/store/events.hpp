// events.hpp: what happened to a ticket, as the audit chain tells it.
#pragma once

#include <optional>
#include <vector>

#include <urp/event.hpp>

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

}  // namespace urp::store
