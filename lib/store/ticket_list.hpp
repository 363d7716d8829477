// ticket_list.hpp: tickets as lists and screens show them: the one row mapper, and TicketFilter as SQL.
// How tickets begin and move is tickets.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <urp/desk/filter.hpp>
#include <urp/desk/inbox.hpp>
#include <urp/ticket.hpp>

#include "store/condition.hpp"

namespace urp::store {

/// Which states a filter lets through; tells whether closed tickets have to be looked at.
std::vector<TicketState> list_states(const TicketFilter& filter);
/// Everything of the filter but the order, over the table ticket. Throws not_found: an unknown contact.
Condition make_condition(const Access& db, const TicketFilter& filter, TimePoint now);
/// The same over messages `m` of tickets `t`: since, until and the query look at the message itself.
Condition make_message_filter(const Access& db, const TicketFilter& filter, TimePoint now);

/// The tickets with an answer that did not arrive, and none after it that did. The first IN is the letter of
/// an index.
inline constexpr auto failed_tickets = db::Piece(R"(
    SELECT f.ticket
    FROM message f
    WHERE f.status IN ('queued', 'parked', 'sending', 'failed', 'uncertain')
      AND f.status = 'failed'
      AND f.ticket IS NOT NULL
      AND NOT EXISTS (SELECT 1
                      FROM message o
                      WHERE o.ticket = f.ticket
                        AND o.direction = 'out'
                        AND o.seq > f.seq
                        AND o.status IN ('sent', 'delivered', 'read')))");

/// The first `limit` (0: all). A list of tickets of every state shows the work first, in the order asked for,
/// then the rest, the latest first.
std::vector<TicketId> list_ticket_ids(const Access& db, const TicketFilter& filter, InboxSort sort, int limit,
                                      TimePoint now);
/// Those that `failed_tickets` names.
std::set<TicketId> list_failed(const Access& db);
std::int64_t count_tickets(const Access& db, const TicketFilter& filter, TimePoint now);

/// In the order of `ids`, each at most once; those that do not exist are left out. The number of statements
/// does not depend on how many there are.
std::vector<Ticket> list_tickets(const Access& db, const std::vector<TicketId>& ids, TimePoint now);
std::optional<Ticket> find_ticket(const Access& db, TicketId id, TimePoint now);
/// Throws not_found.
Ticket get_ticket(const Access& db, TicketId id, TimePoint now);

}  // namespace urp::store
