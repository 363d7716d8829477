// suspension.hpp: how long the legal term of a case rests, in calendar days of the office.
#pragma once

#include <urp/suspension.hpp>

namespace urp {

/// What a clerk decided; the rest of a Suspension follows from it. The day on which it begins still counts
/// for the term, the day on which the term runs again does too.
Suspension suspension(const Zone& zone, TermGround ground, TimePoint since,
                      std::optional<TimePoint> resumed_at);
/// By how much all of them move the end of the term.
std::chrono::days suspended_days(const std::vector<Suspension>& suspensions);

/// Information is asked for once in a case (L. 241/1990, art. 2 c. 7).
bool only_once(TermGround ground);

}  // namespace urp
