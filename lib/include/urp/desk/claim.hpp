// claim.hpp: who holds a case. A holder answers it alone; a claim without a move for [desk] claim of open
// days lapses.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include <urp/api.hpp>
#include <urp/desk/bulk.hpp>
#include <urp/desk/filter.hpp>
#include <urp/office.hpp>

namespace urp {

/// The first case of the office's turn that is the clerk's own, else the first that nobody holds: the clerk
/// holds it from now on. The order is that of the inbox; of the filter everything counts but state, turn and
/// clerk. Those of `but` are passed over. Throws not_found when there is nothing to do.
URP_API TicketId next_ticket(Office& office, const TicketFilter& filter, std::span<const TicketId> but = {});

struct SkipResult {
  TicketId ticket;               // the clerk's now
  std::optional<TicketId> left;  // nobody's: what next_ticket would have given
};
/// Gives the first of the clerk's own back and goes on: another of their own, else the free one that comes
/// after it in the inbox, so that who skips on and on sees each once. Throws not_found, and gives nothing
/// back, when there is no other.
URP_API SkipResult skip_ticket(Office& office, const TicketFilter& filter);

struct TakeRequest {
  std::vector<TicketId> tickets;
  std::optional<std::string> steal;  // why they are taken from a colleague
  bool dry_run = false;
};
/// Each fails with conflict when a colleague holds it or it is closed, with not_found when there is none.
URP_API BulkResult take_tickets(Office& office, const TakeRequest& request);

/// Given back; conflict when a colleague holds it. Those that nobody holds stay so.
URP_API BulkResult release_tickets(Office& office, std::span<const TicketId> tickets, bool dry_run = false);

struct AssignRequest {
  std::vector<TicketId> tickets;
  std::string clerk;
  std::optional<std::string> reason;
  bool dry_run = false;
};
/// Handed to a colleague, whoever holds them; the former holder's drafts go along, and `status` tells the
/// colleague until they have looked. Throws not_found when the office has no such clerk.
URP_API BulkResult assign_tickets(Office& office, const AssignRequest& request);

/// What a clerk holds and is not closed, by number.
URP_API std::vector<TicketId> list_held(Office& office, const std::string& clerk);

}  // namespace urp
