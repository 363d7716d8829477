// others.hpp: what stands beside a thread: who reads it, and the other tickets of the same contact.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include <urp/ticket.hpp>

#include "store/access.hpp"

namespace urp::store {

/// Newest first.
std::vector<std::pair<TicketId, TicketState>> list_other_tickets(const Access& db, ContactId contact,
                                                                 TicketId but, int limit);
std::optional<TimePoint> find_clerk_since(const Access& db, TicketId ticket);

bool has_unread(const Access& db, TicketId ticket);
/// A clerk saw it; the ticket itself does not change, so its revision stays. Nothing when nothing was unread.
void mark_read(Writer& db, TicketId ticket);

}  // namespace urp::store
