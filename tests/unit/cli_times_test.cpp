#include <doctest/doctest.h>

#include "cli/times.hpp"

using namespace urp;
using namespace urp::cli;
using namespace std::chrono;

namespace {

TimePoint at(year_month_day date, int hour, int minute) {
  return sys_days(date) + hours(hour) + minutes(minute);
}
const TimePoint now = at(2026y / 11 / 23, 9, 4);  // a Monday, in UTC

}  // namespace

TEST_CASE("times: durations are short and never negative") {
  CHECK(short_duration(seconds(59)) == "0m");
  CHECK(short_duration(minutes(21)) == "21m");
  CHECK(short_duration(minutes(65)) == "1h05");
  CHECK(short_duration(hours(22) + minutes(38)) == "22h38");
  CHECK(short_duration(days(3)) == "3d00h");
  CHECK(short_duration(days(3) + hours(23) + minutes(59)) == "3d23h");
  CHECK(short_duration(days(12) + hours(5)) == "12d");
  CHECK(short_duration(hours(-3)) == "0m");
}

TEST_CASE("times: a setting's duration keeps its largest exact unit") {
  CHECK(exact_duration(hours(4)) == "4 h");
  CHECK(exact_duration(minutes(90)) == "90 min");
  CHECK(exact_duration(days(30)) == "30 d");
  CHECK(exact_duration(seconds(5)) == "5 s");
  CHECK(exact_duration(seconds(0)) == "0 s");
}

TEST_CASE("times: the hour today, the weekday up to six days away, then the date") {
  const Zone utc;
  CHECK(short_time(at(2026y / 11 / 23, 10, 31), now, utc) == "10:31");
  CHECK(short_time(at(2026y / 11 / 20, 12, 7), now, utc) == "Fri 12:07");
  CHECK(short_time(at(2026y / 11 / 17, 12, 7), now, utc) == "Tue 12:07");
  CHECK(short_time(at(2026y / 11 / 16, 12, 7), now, utc) == "16 Nov");
  CHECK(short_time(at(2026y / 11 / 29, 23, 59), now, utc) == "Sun 23:59");
  CHECK(short_time(at(2026y / 11 / 30, 0, 0), now, utc) == "30 Nov");
  CHECK(short_time(at(2025y / 11 / 19, 0, 0), now, utc) == "19 Nov 2025");
}

TEST_CASE("times: in a sentence today is said, and far days have their weekday") {
  const Zone utc;
  CHECK(spoken_time(at(2026y / 11 / 23, 16, 30), now, utc) == "today 16:30");
  CHECK(spoken_time(at(2026y / 11 / 27, 12, 7), now, utc) == "Fri 12:07");
  CHECK(spoken_time(at(2026y / 12 / 22, 23, 59), now, utc) == "Tue 22 Dec");
}

TEST_CASE("times: long forms name the day") {
  const Zone utc;
  CHECK(long_time(now, utc) == "Monday 23 November 2026, 09:04");
  CHECK(long_day(2026y / 11 / 22) == "Sunday 22 November");
  CHECK(day_and_time(now, utc) == "Mon 23, 09:04");
}
