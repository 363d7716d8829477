// time_text.hpp: the small pieces that times are written with. Nothing here throws; what does not fit is
// nullopt.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <urp/time.hpp>

namespace urp {

/// Between these every time of urp lies: 1970-01-01 up to and without 10000-01-01, UTC.
constexpr TimePoint earliest_time{};
constexpr TimePoint latest_time = std::chrono::sys_days(std::chrono::year(10000) / 1 / 1);

std::string_view without_blanks_around(std::string_view text);

/// `2026-11-23`, a day that exists, in the years that urp knows.
std::optional<std::chrono::year_month_day> find_date(std::string_view text);
/// `9:00` `09:00` `09:00:30`: seconds since midnight, below 24 h.
std::optional<Seconds> find_clock_time(std::string_view text);
/// `Z` `+01:00` `+0100` `+01`: seconds east of UTC.
std::optional<Seconds> find_offset(std::string_view text);
/// `5s` `10m` `4h` `30d` (also `30g`, giorni) `2w` `5y`; at most a thousand years.
std::optional<Seconds> find_duration(std::string_view text);

/// The shortest spelling that find_duration reads back; whole days only from three on, so that 48h stays 48h.
std::string duration_text(Seconds duration);

}  // namespace urp
