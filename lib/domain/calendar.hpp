// calendar.hpp: when the office is open, and the time that runs only then.
#pragma once

#include <optional>
#include <vector>

#include <urp/settings.hpp>
#include <urp/time.hpp>

namespace urp {

/// National holidays of Italy. Each rule has the year from which it holds, so the past does not change when a
/// law does: 4 October counts from 2026 (L. 151/2025). Easter by the Gregorian computus.
bool is_italian_holiday(std::chrono::year_month_day date);

/// Dated hours win over dated closures, those over holidays and patron, those over the week. Empty: closed
/// all day.
std::vector<OpeningHours> opening_hours(const Settings::Hours& hours, std::chrono::year_month_day date);

struct Opening {
  bool open = false;
  std::optional<TimePoint> until;  // of the present opening
  std::optional<TimePoint>
      next;  // the next opening after now; none when the office has no hours within 400 days
};
Opening opening_at(const Settings::Hours& hours, const Zone& zone, TimePoint now);

/// The moment at which `amount` of office time has run since `from`. An office without hours runs all day.
TimePoint add_office_time(const Settings::Hours& hours, const Zone& zone, TimePoint from, Seconds amount);
/// Office time between two moments; 0 when `to` is not later.
Seconds office_time_between(const Settings::Hours& hours, const Zone& zone, TimePoint from, TimePoint to);

}  // namespace urp
