// arrange.hpp: one case that is two, two that are one, and those of several citizens about the same matter.
// A message keeps its ticket and number for ever.
#pragma once

#include <urp/api.hpp>
#include <urp/message.hpp>
#include <urp/office.hpp>

namespace urp {

/// The message and what follows it become a new case of the same citizen, linked to the former; the number of
/// the new one. Throws not_found; conflict when it is no citizen's message, the first of its thread, or a
/// colleague holds the case.
URP_API TicketId split_ticket(Office& office, MessageRef first, bool dry_run = false);

/// `from` becomes part of `into`, whose thread shows its messages; its number stays as an alias. Throws
/// not_found; refused when they are of different citizens; conflict when a colleague holds one, `into` is
/// closed, or one is part of another already; usage when they are the same.
URP_API void merge_tickets(Office& office, TicketId from, TicketId into, bool dry_run = false);

/// Both name each other. False: they did so already. Throws not_found; usage when they are the same.
URP_API bool link_tickets(Office& office, TicketId a, TicketId b);
/// False: they were not linked.
URP_API bool unlink_tickets(Office& office, TicketId a, TicketId b);

}  // namespace urp
