#include "domain/statistics.hpp"

#include <doctest/doctest.h>

#include "domain/calendar.hpp"
#include "domain/office_time.hpp"
#include "rome.hpp"
#include "test_office.hpp"

using namespace urp;
using std::chrono::hours;
using std::chrono::minutes;

TEST_CASE("lengths: the nearest rank, of one, of two, of many, in whatever order they came") {
  Lengths none;
  CHECK_FALSE(none.percentile(50).has_value());
  Lengths one;
  one.add(minutes(7));
  CHECK(one.percentile(1) == minutes(7));
  CHECK(one.percentile(100) == minutes(7));
  one.add(minutes(9));
  CHECK(one.percentile(50) == minutes(7));
  CHECK(one.percentile(51) == minutes(9));
  Lengths many;
  for (int i = 100; i >= 1; --i) many.add(minutes(i));
  CHECK(many.count() == 100);
  CHECK(many.percentile(50) == minutes(50));
  CHECK(many.percentile(90) == minutes(90));
  CHECK(many.percentile(99) == minutes(99));
  CHECK(many.percentile(100) == minutes(100));
}

TEST_CASE("lengths: rounded up to the minute, beyond a hundred hours to ten; never below nothing") {
  Lengths lengths;
  lengths.add(Seconds(61));
  CHECK(lengths.percentile(50) == minutes(2));
  lengths = {};
  lengths.add(hours(100) + Seconds(1));
  CHECK(lengths.percentile(50) == hours(100) + minutes(10));
  lengths = {};
  lengths.add(Seconds(-5));
  CHECK(lengths.percentile(50) == Seconds(0));
}

TEST_CASE("per cent: rounded to the nearest, of nothing none") {
  CHECK(percent_of(1, 3) == 33);
  CHECK(percent_of(2, 3) == 67);
  CHECK(percent_of(1, 200) == 1);
  CHECK(percent_of(0, 5) == 0);
  CHECK_FALSE(percent_of(0, 0).has_value());
}

TEST_CASE("office time: for many moments what the calendar says for each, over the nights when clocks move") {
  const auto settings = TestOffice::default_settings();
  const Zone zone = rome();
  OfficeTime office(settings.hours, zone);
  // From the middle outwards, so that days before the first that was asked come too.
  for (int day : {0, 3, -40, 200, -200, 90}) {
    for (int hour : {0, 7, 10, 13, 16, 23}) {
      const TimePoint from = utc(2026, 3, 28) + std::chrono::days(day) + hours(hour);
      for (const auto length : {Seconds(0), Seconds(hours(1)), Seconds(hours(26)), Seconds(hours(24 * 40))}) {
        CAPTURE(day);
        CAPTURE(hour);
        CHECK(office.between(from, from + length) ==
              office_time_between(settings.hours, zone, from, from + length));
      }
    }
  }
  CHECK(office.between(utc(2026, 3, 28), utc(2026, 3, 27)) == Seconds(0));
  const Settings::Hours none;
  OfficeTime always(none, zone);
  CHECK(always.between(utc(2026, 3, 28), utc(2026, 3, 29)) == hours(24));
}
