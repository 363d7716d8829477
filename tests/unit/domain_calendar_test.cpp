#include <doctest/doctest.h>

#include "domain/calendar.hpp"
#include "domain/deadlines.hpp"
#include "rome.hpp"

using namespace urp;
using namespace std::chrono;

namespace {

std::string plus(const Settings::Hours& hours, std::string_view from, Seconds amount) {
  return in_rome(add_office_time(hours, rome(), at(from), amount));
}
Seconds between(const Settings::Hours& hours, std::string_view from, std::string_view to) {
  return office_time_between(hours, rome(), at(from), at(to));
}

/// Open day and night, or by some intervals every day.
Settings::Hours every_day(std::vector<OpeningHours> intervals) {
  Settings::Hours hours;
  hours.week.fill(std::move(intervals));
  hours.italian_holidays = false;
  return hours;
}

}  // namespace

TEST_CASE("calendar: the Easter Mondays of seven years, and the Sundays before them") {
  for (const auto monday : {2026y / 4 / 6, 2027y / 3 / 29, 2028y / 4 / 17, 2029y / 4 / 2, 2030y / 4 / 22,
                            2031y / 4 / 14, 2032y / 3 / 29}) {
    CAPTURE(iso_date(monday));
    CHECK(is_italian_holiday(monday));
    CHECK(is_italian_holiday(sys_days(monday) - days(1)));
    CHECK_FALSE(is_italian_holiday(sys_days(monday) - days(2)));
    CHECK_FALSE(is_italian_holiday(sys_days(monday) + days(1)));
  }
  // The exceptions of the tables: the latest and an earliest Easter, and the two shortened moons.
  for (const auto sunday : {2038y / 4 / 25, 2008y / 3 / 23, 1954y / 4 / 18, 1981y / 4 / 19, 2049y / 4 / 18,
                            2076y / 4 / 19, 2285y / 3 / 22}) {
    CAPTURE(iso_date(sunday));
    CHECK(is_italian_holiday(sunday));
    CHECK(is_italian_holiday(sys_days(sunday) + days(1)));
  }
}

TEST_CASE("calendar: fixed holidays, each from its year on") {
  for (const auto date :
       {2026y / 1 / 1, 2026y / 1 / 6, 2026y / 4 / 25, 2026y / 5 / 1, 2026y / 6 / 2, 2026y / 8 / 15,
        2026y / 10 / 4, 2026y / 11 / 1, 2026y / 12 / 8, 2026y / 12 / 25, 2026y / 12 / 26}) {
    CAPTURE(iso_date(date));
    CHECK(is_italian_holiday(date));
  }
  CHECK_FALSE(is_italian_holiday(2025y / 10 / 4));  // L. 151/2025
  CHECK(is_italian_holiday(2040y / 10 / 4));
  CHECK_FALSE(is_italian_holiday(1999y / 6 / 2));
  CHECK_FALSE(is_italian_holiday(1980y / 1 / 6));
  CHECK_FALSE(is_italian_holiday(2026y / 11 / 23));
  CHECK_FALSE(is_italian_holiday(2026y / 10 / 30));  // the patron is the office's, not the nation's
}

TEST_CASE("calendar: a year of twelve or thirteen holidays has no more than these") {
  const auto count = [](year in) {
    int holidays = 0;
    for (sys_days day = in / 1 / 1; day < sys_days((in + years(1)) / 1 / 1); day += days(1)) {
      holidays += is_italian_holiday(day) ? 1 : 0;
    }
    return holidays;
  };
  CHECK(count(2025y) == 12);
  CHECK(count(2026y) == 13);
  CHECK(count(2011y) == 11);  // Easter Monday was 25 April
}

TEST_CASE(
    "calendar: dated hours win over dated closures, those over holidays and patron, those over the week") {
  auto hours = cagliari_hours();
  CHECK(opening_hours(hours, 2026y / 11 / 23).size() == 2);
  CHECK(opening_hours(hours, 2026y / 11 / 24) == std::vector{interval(9, 0, 12, 0)});
  CHECK(opening_hours(hours, 2026y / 11 / 22).empty());  // a Sunday
  CHECK(opening_hours(hours, 2026y / 10 / 30).empty());  // San Saturnino, a Friday
  CHECK(opening_hours(hours, 2026y / 12 / 8).empty());   // a Tuesday
  hours.closed = {2026y / 12 / 24, 2026y / 12 / 31};
  hours.open[2026y / 12 / 31] = {interval(9, 0, 11, 0)};
  hours.open[2026y / 12 / 8] = {interval(10, 0, 11, 0)};
  hours.open[2026y / 11 / 23] = {};
  CHECK(opening_hours(hours, 2026y / 12 / 24).empty());
  CHECK(opening_hours(hours, 2026y / 12 / 31) == std::vector{interval(9, 0, 11, 0)});
  CHECK(opening_hours(hours, 2026y / 12 / 8) == std::vector{interval(10, 0, 11, 0)});
  CHECK(opening_hours(hours, 2026y / 11 / 23).empty());
  hours.italian_holidays = false;
  CHECK(opening_hours(hours, 2026y / 10 / 30).empty());  // the patron's day is the office's own
  hours.patron.reset();
  CHECK(opening_hours(hours, 2026y / 10 / 30).size() == 1);
  CHECK(opening_hours(hours, 2026y / 12 / 25).size() == 1);
}

TEST_CASE("calendar: open until, and when next") {
  const auto hours = cagliari_hours();
  const auto opening = [&](std::string_view now) { return opening_at(hours, rome(), at(now)); };

  const auto morning = opening("2026-11-23 09:04");
  CHECK(morning.open);
  CHECK(morning.until == at("2026-11-23 12:00"));
  CHECK(morning.next == at("2026-11-23 15:30"));

  const auto noon = opening("2026-11-23 12:00");  // the last moment is no longer open
  CHECK_FALSE(noon.open);
  CHECK_FALSE(noon.until.has_value());
  CHECK(noon.next == at("2026-11-23 15:30"));
  CHECK(opening("2026-11-23 09:00").open);

  CHECK(opening("2026-11-20 12:00").next == at("2026-11-23 09:00"));  // over the weekend
  CHECK(opening("2026-12-24 17:30").next == at("2026-12-28 09:00"));  // over Christmas
  CHECK(opening("2026-10-29 17:30").next == at("2026-11-02 09:00"));  // over the patron and All Saints
}

TEST_CASE("calendar: intervals without a pause are one opening, also across midnight") {
  const auto hours = every_day(
      {interval(0, 0, 2, 0), interval(9, 0, 12, 0), interval(12, 0, 14, 0), interval(22, 0, 24, 0)});
  CHECK(opening_at(hours, rome(), at("2026-11-23 10:00")).until == at("2026-11-23 14:00"));
  const auto night = opening_at(hours, rome(), at("2026-11-23 23:00"));
  CHECK(night.until == at("2026-11-24 02:00"));
  CHECK(night.next == at("2026-11-24 09:00"));
  const auto always = opening_at(every_day({interval(0, 0, 24, 0)}), rome(), at("2026-11-23 23:00"));
  CHECK(always.open);
  CHECK_FALSE(always.until.has_value());
  CHECK_FALSE(always.next.has_value());
}

TEST_CASE("calendar: an office without hours runs all day, one that opens no more has no next opening") {
  const Settings::Hours none;
  CHECK(opening_at(none, rome(), at("2026-11-22 03:00")).open);
  CHECK(plus(none, "2026-11-22 03:00", 4h) == "2026-11-22T07:00:00+01:00");
  CHECK(between(none, "2026-11-22 03:00", "2026-11-22 07:00") == 4h);

  Settings::Hours past;
  past.open[2026y / 1 / 5] = {interval(9, 0, 12, 0)};
  const auto opening = opening_at(past, rome(), at("2026-11-22 03:00"));
  CHECK_FALSE(opening.open);
  CHECK_FALSE(opening.next.has_value());
  CHECK(plus(past, "2026-01-05 10:00", 3h) == "2026-01-05T13:00:00+01:00");  // a term must end
}

TEST_CASE("calendar: all that came in from Friday noon to Monday nine is due on Monday at 16:30") {
  Settings settings;
  settings.hours = cagliari_hours();
  for (const char* presented :
       {"2026-11-20 12:00", "2026-11-20 18:45", "2026-11-22 10:31", "2026-11-23 09:00"}) {
    CAPTURE(presented);
    CHECK(in_rome(first_answer_due(settings, rome(), at(presented))) == "2026-11-23T16:30:00+01:00");
  }
  CHECK(in_rome(first_answer_due(settings, rome(), at("2026-11-20 11:00"))) == "2026-11-23T12:00:00+01:00");
}

TEST_CASE("calendar: office time ends at the closing, not at the next opening, and adds up") {
  const auto hours = cagliari_hours();
  CHECK(plus(hours, "2026-11-23 09:00", 3h) == "2026-11-23T12:00:00+01:00");
  CHECK(plus(hours, "2026-11-23 09:00", 3h + 1s) == "2026-11-23T15:30:01+01:00");
  CHECK(plus(hours, "2026-11-23 10:17", 0s) == "2026-11-23T10:17:00+01:00");
  CHECK(plus(hours, "2026-11-23 16:00", 2h) == "2026-11-24T09:30:00+01:00");
  CHECK(between(hours, "2026-11-20 12:00", "2026-11-23 16:30") == 4h);
  CHECK(between(hours, "2026-11-23 10:00", "2026-11-23 10:45") == 45min);
  CHECK(between(hours, "2026-11-23 10:45", "2026-11-23 10:00") == 0s);
  CHECK(between(hours, "2026-11-23 00:00", "2026-11-30 00:00") == 19h);
  for (auto from = at("2026-10-20 00:00"); from < at("2026-11-05 00:00"); from += 3h + 17min) {
    const auto due = add_office_time(hours, rome(), from, 7h + 5min);
    REQUIRE(office_time_between(hours, rome(), from, due) == 7h + 5min);
  }
}

TEST_CASE("calendar: on the night the clocks are put forward a skipped hour is no office time") {
  const auto night = every_day({interval(0, 0, 6, 0)});
  CHECK(between(night, "2026-03-29 00:00", "2026-03-30 00:00") == 5h);
  CHECK(plus(night, "2026-03-29 01:00", 2h) == "2026-03-29T04:00:00+02:00");
  const auto gap = every_day({interval(2, 0, 3, 0)});
  CHECK(between(gap, "2026-03-29 00:00", "2026-03-30 00:00") == 0s);
  CHECK(opening_at(gap, rome(), at("2026-03-29 00:00")).next == at("2026-03-30 02:00"));
  const auto touching = every_day({interval(2, 0, 2, 30), interval(3, 0, 4, 0)});
  CHECK(between(touching, "2026-03-29 00:00", "2026-03-30 00:00") == 1h);  // never counted twice
  const auto whole = every_day({interval(0, 0, 24, 0)});
  CHECK(between(whole, "2026-03-29 00:00", "2026-03-30 00:00") == 23h);
}

TEST_CASE("calendar: on the night the clocks are put back the repeated hour counts twice") {
  const auto night = every_day({interval(0, 0, 6, 0)});
  CHECK(between(night, "2026-10-25 00:00", "2026-10-26 00:00") == 7h);
  CHECK(plus(night, "2026-10-25 01:00", 2h) == "2026-10-25T02:00:00+01:00");
  const auto whole = every_day({interval(0, 0, 24, 0)});
  CHECK(between(whole, "2026-10-25 00:00", "2026-10-26 00:00") == 25h);
  // The hours of a weekday after the change are those of the wall.
  CHECK(plus(cagliari_hours(), "2026-10-23 11:00", 2h) == "2026-10-26T10:00:00+01:00");
}

TEST_CASE("calendar: the legal term ends with the last second of its day") {
  Settings settings;
  const auto due = [&](TicketKind kind, std::string_view presented) {
    return in_rome(term_due(settings, rome(), kind, at(presented)));
  };
  CHECK(due(TicketKind::report, "2026-11-22 10:31") == "2026-12-22T23:59:59+01:00");
  CHECK(due(TicketKind::report, "2026-11-22 23:59:59") == "2026-12-22T23:59:59+01:00");
  CHECK(due(TicketKind::report, "2026-11-22 00:00") == "2026-12-22T23:59:59+01:00");
  CHECK(due(TicketKind::report, "2026-03-01 12:00") == "2026-03-31T23:59:59+02:00");  // over the change
  CHECK(due(TicketKind::report, "2026-09-25 12:00") == "2026-10-25T23:59:59+01:00");  // the day of the change
  settings.terms.by_kind[TicketKind::complaint] = days(20);
  CHECK(due(TicketKind::complaint, "2026-11-22 10:31") == "2026-12-12T23:59:59+01:00");
  CHECK(due(TicketKind::access, "2026-11-22 10:31") == "2026-12-22T23:59:59+01:00");
}
