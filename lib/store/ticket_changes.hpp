// ticket_changes.hpp: what stands beside a ticket's row (tags), who holds it, and claims that lapse. Its own
// fields move by ticket_fields.hpp.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <urp/ticket.hpp>

#include "store/ticket_fields.hpp"

namespace urp::store {

/// Throws not_found.
std::int64_t get_revision(const Access& db, TicketId ticket);

/// False: it has the tag already, or has it not.
bool add_tag(Writer& db, TicketId ticket, const std::string& tag);
bool remove_tag(Writer& db, TicketId ticket, const std::string& tag);
/// Of tickets that are not closed, by name, with how many carry it.
std::vector<std::pair<std::string, std::int64_t>> list_tags(const Access& db);
/// Nothing of the ticket's own row changed, but it did: its revision, and the holder's last move.
void note_change(Writer& db, TicketId ticket);

/// Who entered it has read it.
void read_all(Writer& db, TicketId ticket);

/// Not closed and held by this clerk, by number.
std::vector<TicketId> list_held(const Access& db, const std::string& clerk);

/// Claims of the office's turn without a move since `until`, on which nothing has waited for less: at most
/// `limit`. Those that are put off rest.
std::vector<TicketId> list_lapsed(const Access& db, TimePoint until, TimePoint now, int limit);
/// Gives them back, an event each; how many.
int lapse_claims(Writer& db, TimePoint until, int limit);
/// The same for one ticket: whether its claim had lapsed.
bool lapse_claim(Writer& db, TicketId ticket, TimePoint until);

}  // namespace urp::store
