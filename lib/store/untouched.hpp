// untouched.hpp: cases that nobody moves: those no clerk has had in hand yet, and those whose citizen is
// silent.
#pragma once

#include <vector>

#include <urp/ids.hpp>
#include <urp/time.hpp>

#include "store/access.hpp"

namespace urp::store {

/// A clerk holds it, answered it or changed it; looking at it is no touch.
bool is_touched(const Access& db, TicketId ticket);

/// Waiting for the citizen, and nothing was said since `until`; not those that are put off, nor those with an
/// answer of ours that has not left or may not have arrived. The longest silent first.
std::vector<TicketId> list_silent(const Access& db, TimePoint until, TimePoint now, int limit);

}  // namespace urp::store
