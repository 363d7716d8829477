// claims.hpp: how long a clerk holds a case without doing anything about it.
#pragma once

#include <urp/settings.hpp>
#include <urp/time.hpp>

namespace urp {

/// A claim whose last move is not later than this has lapsed by `now`. `[desk] claim = "1d"` is a day on
/// which the office opens: what was claimed on Friday at 10 is free again on Monday at 10. On a day without
/// hours the clock rests at the end of the last open day.
TimePoint claims_lapse_until(const Settings& settings, const Zone& zone, TimePoint now);

}  // namespace urp
