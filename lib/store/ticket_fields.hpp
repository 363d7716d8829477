// ticket_fields.hpp: the row of a ticket as domain/ticket_moves sees it; the one place that writes it.
#pragma once

#include <vector>

#include "domain/ticket_moves.hpp"
#include "store/access.hpp"

namespace urp::store {

/// A ticket as a change looks at it: its fields, and what never moves.
struct ChangeView : TicketFields {
  ContactId contact;
  TimePoint presented_at{};
};
[[noreturn]] void throw_unknown(TicketId ticket);

/// Throws not_found.
ChangeView get_change_view(const Access& db, TicketId ticket);

struct Moved {
  TicketFields after;
  std::vector<Change> changes;  // for the audit entry of the move
};
/// By the Writer's clerk, now. The row carries the revision of the event that will be recorded next.
Moved move_ticket(Writer& db, TicketId ticket, const TicketMove& move);
/// The same when its fields were read before, inside this Writer and since its last move.
Moved move_ticket(Writer& db, TicketId ticket, const TicketFields& before, const TicketMove& move);

}  // namespace urp::store
