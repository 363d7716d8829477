// reading.hpp: who looks at a ticket now, and who writes an answer to it. Times by the real clock; no audit
// entry: nothing was changed.
#pragma once

#include <vector>

#include <urp/desk/thread.hpp>

#include "store/access.hpp"

namespace urp::store {

/// Whether this clerk was noted in this way since that moment.
bool is_noted(const Access& db, TicketId ticket, const std::string& clerk, bool editing, TimePoint since,
              TimePoint now);
void note_reading(Writer& db, TicketId ticket, bool editing);
void forget_reading(Writer& db, TicketId ticket);
/// The others, since that moment, the latest first.
std::vector<TicketReader> list_readers(const Access& db, TicketId ticket, const std::string& but,
                                       TimePoint since, TimePoint now);

}  // namespace urp::store
