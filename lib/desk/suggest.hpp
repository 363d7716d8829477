// suggest.hpp: what the rules say about a case that is there already.
#pragma once

#include <optional>

#include <urp/desk/thread.hpp>

#include "office/local.hpp"

namespace urp {

/// From what the citizen said so far. Nothing when no rule matches, or the one that does names no service.
std::optional<Suggestion> suggestion_for(const Office::Local& office, const db::Access& db, TicketId ticket,
                                         TimePoint presented_at);

}  // namespace urp
