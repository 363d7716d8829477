// ticket_parts.hpp: what a ticket has in tables of its own, for many tickets in one question each: the number
// of statements does not grow with the list.
#pragma once

#include <vector>

#include <urp/ticket.hpp>

#include "store/access.hpp"

namespace urp::store {

/// A ticket, and whether it has what most tickets have not: that is asked for only where it is. `merged`: its
/// thread holds messages of another one, which may have been merged into it.
struct TicketParts {
  Ticket ticket;
  bool tagged = false, flagged = false, linked = false, merged = false;
};
/// Fills in tags, grounds, links, dispatches, and what the citizens are known by.
void add_parts(const Access& db, std::vector<TicketParts>& found);

}  // namespace urp::store
