// recent.hpp: whether a remembered moment was lately. Pure.
#pragma once

#include <urp/time.hpp>

namespace urp {

/// Clocks of one machine differ by so much without anything being wrong.
constexpr Seconds clock_tolerance{300};

/// Remembered while the machine's clock was ahead, which has been put right since.
inline bool is_still_to_come(TimePoint at, TimePoint now) {
  return at > now + clock_tolerance;
}

/// Within `span` before `now`. A moment that is still to come is no reason to wait.
inline bool is_recent(TimePoint at, TimePoint now, Seconds span) {
  return at > now - span && !is_still_to_come(at, now);
}

}  // namespace urp
