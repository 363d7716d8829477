// handovers.hpp: cases that a colleague put into a clerk's hands, until the clerk has looked at them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <urp/desk/inbox.hpp>

#include "store/access.hpp"

namespace urp::store {

/// To the new holder, from the former one; an earlier handover of the case is over.
void note_handover(Writer& db, TicketId ticket, const std::string& to, const std::optional<std::string>& from,
                   const std::optional<std::string>& reason);
/// The clerk has seen it.
void forget_handover(Writer& db, TicketId ticket, const std::string& clerk);
bool has_handover(const Access& db, TicketId ticket, const std::string& clerk);
/// What this clerk holds since and has not looked at, the latest first, at most `limit`.
std::vector<HandedOver> list_handovers(const Access& db, const std::string& clerk, int limit);

}  // namespace urp::store
