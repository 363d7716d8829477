// each_ticket.hpp: one change on many tickets.
#pragma once

#include <functional>
#include <span>

#include <urp/desk/bulk.hpp>

#include "office/local.hpp"

namespace urp {

/// Each ticket behind a savepoint: what a ticket refuses (unknown, closed, held ...) is its own failure and
/// leaves the others alone. Committed in batches, so that a colleague never waits for a long list. What fails
/// the machine (busy, a full disk) ends the list: thrown when nothing was done before, else the reason of all
/// that are left. With `dry_run` all is tried and nothing is kept.
BulkResult each_ticket(const Office::Local& office, std::span<const TicketId> tickets, bool dry_run,
                       const std::function<void(db::Writer&, TicketId)>& change);

}  // namespace urp
