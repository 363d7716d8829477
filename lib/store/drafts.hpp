// drafts.hpp: what a clerk typed and could not send, one text a clerk and ticket. No audit entry: nothing was
// said.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "store/access.hpp"

namespace urp::store {

std::optional<std::string> find_draft(const Access& db, const std::string& clerk, TicketId ticket);
/// Those of the clerk's.
std::set<TicketId> list_drafts(const Access& db, const std::string& clerk);
void put_draft(Writer& db, TicketId ticket, const std::string& text);
void remove_draft(Writer& db, TicketId ticket);

}  // namespace urp::store
