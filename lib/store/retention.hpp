// retention.hpp: cases that are past the time for which their class keeps them.
#pragma once

#include <string>
#include <vector>

#include <urp/ticket.hpp>

#include "store/access.hpp"

namespace urp::store {

/// Closed before this time, and not destroyed yet; those of people on hold at `now` are left out.
std::vector<TicketId> list_past(const Access& db, const std::vector<TicketKind>& kinds, TimePoint before,
                                TimePoint now);
std::int64_t count_past_on_hold(const Access& db, const std::vector<TicketKind>& kinds, TimePoint before,
                                TimePoint now);

struct Contents {
  std::int64_t messages = 0, media = 0;
};
Contents count_contents(const Access& db, TicketId ticket);
/// The register of what was destroyed, without it.
void enter_destroyed(Writer& db, TicketId ticket, const Contents& contents, const std::string& retention,
                     const std::string& authorisation);

}  // namespace urp::store
