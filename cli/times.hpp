// times.hpp: times and durations as people read them; machines get iso_time().
#pragma once

#include <string>

#include <urp/time.hpp>

namespace urp::cli {

/// `21m` `1h25` `3d23h` `12d`; Italian writes g for d. Never negative: what has not begun is `0m`.
std::string short_duration(Seconds length);
/// `6m51s` `45s`, for what takes less than an hour; beyond it as short_duration.
std::string short_span(Seconds length);
/// `45 s` `10 min` `4 h` `30 d`, for settings: the largest unit that is exact.
std::string exact_duration(Seconds length);
/// `10:31`
std::string clock_time(TimePoint at, const Zone& zone);
/// `10:31` today, `Fri 12:07` up to six days away, `19 Nov` beyond, `19 Nov 2025` in another year.
std::string short_time(TimePoint at, TimePoint now, const Zone& zone);
/// `today 16:30`, `Fri 12:07`, `Tue 22 Dec`: in a sentence.
std::string spoken_time(TimePoint at, TimePoint now, const Zone& zone);
/// `by 12:00`, `until Tue 09:00`: languages join hours and days to them in different ways.
std::string by_time(TimePoint at, TimePoint now, const Zone& zone);
std::string until_time(TimePoint at, TimePoint now, const Zone& zone);
/// `Tue 22 Dec`
std::string spoken_date(TimePoint at, TimePoint now, const Zone& zone);
/// `Mon 23, 09:04`
std::string day_and_time(TimePoint at, const Zone& zone);
/// `Sunday 22 November`
std::string long_day(std::chrono::year_month_day date);
/// `Monday 23 November 2026, 09:04`
std::string long_time(TimePoint at, const Zone& zone);
/// `Sunday`
std::string weekday_name(std::chrono::year_month_day date);

}  // namespace urp::cli
