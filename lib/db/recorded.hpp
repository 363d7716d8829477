// recorded.hpp: which audit entries came through this very Store: what one program did, whatever others do
// beside it. It is kept with the connection and goes with it.
#pragma once

#include <vector>

#include "db/access.hpp"

namespace urp::db {

/// Neighbours in the audit chain, the last one included.
struct EventRange {
  EventId first, last;
};

/// Part of the transaction, so that it is there exactly when the entries are.
void note_recorded(Writer& db, EventRange range);
/// By changes, not by upkeep; oldest first.
std::vector<EventRange> list_recorded(const Access& db);

}  // namespace urp::db
