// Tables of dates: office time and legal terms, each worked out by hand on a calendar, not by this program.
#include <doctest/doctest.h>

#include "domain/calendar.hpp"
#include "domain/deadlines.hpp"
#include "domain/suspension.hpp"
#include "rome.hpp"

using namespace urp;
using namespace std::chrono;

namespace {

struct OfficeTime {
  const char* from;
  int minutes;
  bool exceptions;  // 24 December closed, 31 December 9-11, 5 January 10-13 although it is closed
  const char* to;
  const char* why;
};

Settings::Hours with_exceptions() {
  auto hours = cagliari_hours();
  hours.closed = {2026y / 12 / 24, 2027y / 1 / 5};
  hours.open[2026y / 12 / 31] = {interval(9, 0, 11, 0)};
  hours.open[2027y / 1 / 5] = {interval(10, 0, 13, 0)};
  return hours;
}

struct Rest {
  TermGround ground;
  const char* since;
  const char* resumed = "";  // empty: it ends by itself
};
struct LegalTerm {
  const char* presented;
  int days;
  std::vector<Rest> rests;
  const char* due;  // a day; its last second
  const char* why;
};

constexpr auto parties = TermGround::third_parties, information = TermGround::information;

std::string due_with(const LegalTerm& row) {
  Settings settings;
  settings.terms.by_kind[TicketKind::request] = days(row.days);
  std::vector<Suspension> rests;
  for (const auto& rest : row.rests) {
    const std::string resumed = rest.resumed;
    rests.push_back(suspension(rome(), rest.ground, at(rest.since),
                               resumed.empty() ? std::nullopt : std::optional(at(resumed))));
  }
  return in_rome(term_due(settings, rome(), TicketKind::request, at(row.presented), suspended_days(rests)));
}

}  // namespace

TEST_CASE("dates: forty cases of office time") {
  const OfficeTime table[] = {
      {"2026-11-23 09:00", 240, false, "2026-11-23 16:30",
       "Monday morning: three hours, and one after the pause"},
      {"2026-11-23 12:00", 240, false, "2026-11-24 11:00",
       "in the pause of a Monday: two hours, two on Tuesday"},
      {"2026-11-23 17:00", 240, false, "2026-11-25 09:30", "half an hour is left of Monday"},
      {"2026-11-24 09:00", 240, false, "2026-11-25 10:00", "Tuesday has three hours"},
      {"2026-11-24 12:01", 240, false, "2026-11-26 10:00",
       "Tuesday afternoon: three on Wednesday, one on Thursday"},
      {"2026-11-26 11:30", 240, false, "2026-11-27 10:30",
       "Thursday: half an hour, two in the afternoon, the rest on Friday"},
      {"2026-11-27 10:00", 240, false, "2026-11-30 11:00", "Friday: two hours, two on Monday"},
      {"2026-11-27 12:00", 240, false, "2026-11-30 16:30", "Friday noon: all of it on Monday"},
      {"2026-11-28 08:00", 240, false, "2026-11-30 16:30", "Saturday"},
      {"2026-11-29 23:59", 240, false, "2026-11-30 16:30", "the last minute of Sunday"},
      {"2026-11-23 06:00", 240, false, "2026-11-23 16:30", "before the opening nothing has run"},
      {"2026-11-23 11:59", 1, false, "2026-11-23 12:00", "one minute before the pause"},
      {"2026-11-23 12:00", 1, false, "2026-11-23 15:31", "one minute after it"},
      {"2026-11-23 09:00", 1140, false, "2026-11-27 12:00",
       "a whole week of nineteen hours ends with Friday's closing"},
      {"2026-11-23 09:00", 1141, false, "2026-11-30 09:01", "and one minute more is the next Monday's first"},
      {"2026-12-04 11:00", 240, false, "2026-12-07 12:00",
       "over the weekend and the Immaculate Conception on Tuesday"},
      {"2026-12-07 16:30", 240, false, "2026-12-09 12:00",
       "Monday before the 8th: an hour, then Wednesday's three"},
      {"2026-12-23 10:00", 240, false, "2026-12-24 11:00",
       "before Christmas: Wednesday's two, then two on Thursday 24"},
      {"2026-12-24 16:00", 240, false, "2026-12-28 11:30", "24 December, Christmas, St Stephen, the weekend"},
      {"2026-12-31 16:30", 240, false, "2027-01-04 12:00",
       "New Year's Eve, New Year, the weekend: Monday 4 January"},
      {"2027-01-05 10:00", 240, false, "2027-01-07 11:00", "over the Epiphany"},
      {"2026-04-02 16:30", 240, false, "2026-04-03 12:00", "Maundy Thursday: an hour, three on Good Friday"},
      {"2026-04-03 11:00", 240, false, "2026-04-07 12:00", "Good Friday to the Tuesday after Easter Monday"},
      {"2026-04-06 10:00", 240, false, "2026-04-08 10:00", "on Easter Monday nothing runs"},
      {"2025-04-18 11:00", 240, false, "2025-04-22 12:00", "Easter Monday 2025, and 25 April is the Friday"},
      {"2025-04-24 17:00", 240, false, "2025-04-28 16:00", "Thursday before Liberation Day"},
      {"2026-04-30 16:30", 240, false, "2026-05-04 12:00", "Thursday before Labour Day"},
      {"2026-06-01 16:30", 240, false, "2026-06-03 12:00", "Monday before the Republic's day"},
      {"2025-10-03 11:00", 240, false, "2025-10-06 12:00", "4 October 2025 is a Saturday like any other"},
      {"2027-10-01 11:00", 240, false, "2027-10-05 12:00", "4 October 2027, a Monday, is a holiday"},
      {"2028-10-03 11:00", 240, false, "2028-10-05 12:00", "4 October 2028, a Wednesday"},
      {"2023-10-03 11:00", 240, false, "2023-10-04 12:00", "4 October 2023, a Wednesday, was none"},
      {"2026-10-29 16:30", 240, false, "2026-11-02 12:00", "San Saturnino on Friday, All Saints on Sunday"},
      {"2025-10-29 11:00", 240, false, "2025-10-31 12:00", "San Saturnino on a Thursday"},
      {"2026-03-27 11:00", 240, false, "2026-03-30 12:00", "over the night in which the clocks go forward"},
      {"2026-10-23 11:00", 240, false, "2026-10-26 12:00", "over the night in which they go back"},
      {"2026-12-30 11:30", 240, true, "2027-01-04 10:30", "a short day: New Year's Eve, 9 to 11"},
      {"2026-12-23 11:00", 240, true, "2026-12-28 12:00", "24 December closed by the office"},
      {"2027-01-04 17:00", 240, true, "2027-01-07 09:30",
       "dated hours win over a dated closure: 5 January, 10 to 13"},
      {"2026-12-31 10:59", 2, true, "2027-01-04 09:01", "the last minute of a short day"},
  };
  for (const auto& row : table) {
    CAPTURE(row.why);
    const auto hours = row.exceptions ? with_exceptions() : cagliari_hours();
    const auto due = add_office_time(hours, rome(), at(row.from), minutes(row.minutes));
    CHECK(in_rome(due).substr(0, 16) == in_rome(at(row.to)).substr(0, 16));
    CHECK(office_time_between(hours, rome(), at(row.from), due) == minutes(row.minutes));
  }
}

TEST_CASE("dates: 4 October is an ordinary Saturday in 2025, and a holiday on the Sunday of 2026") {
  auto hours = cagliari_hours();
  hours.week[5] = hours.week[6] = {interval(9, 0, 12, 0)};
  CHECK(opening_hours(hours, 2025y / 10 / 4).size() == 1);
  CHECK(opening_hours(hours, 2026y / 10 / 3).size() == 1);
  CHECK(opening_hours(hours, 2026y / 10 / 4).empty());
  CHECK(in_rome(add_office_time(hours, rome(), at("2025-10-03 11:00"), 2h)) == "2025-10-04T10:00:00+02:00");
  CHECK(in_rome(add_office_time(hours, rome(), at("2026-10-03 11:00"), 2h)) == "2026-10-05T10:00:00+02:00");
}

TEST_CASE("dates: twenty-five legal terms and their suspensions") {
  const LegalTerm table[] = {
      {"2026-11-22 10:31", 30, {}, "2026-12-22", "thirty days from a Sunday"},
      {"2026-11-22 23:59", 30, {}, "2026-12-22", "the last minute of a day is of that day"},
      {"2026-02-01 09:00", 30, {}, "2026-03-03", "February of a common year"},
      {"2028-02-01 09:00", 30, {}, "2028-03-02", "February of a leap year"},
      {"2026-01-31 09:00", 30, {}, "2026-03-02", "from the last of January"},
      {"2026-03-01 12:00", 30, {}, "2026-03-31", "over the night in which the clocks go forward"},
      {"2026-09-25 12:00", 30, {}, "2026-10-25", "it ends on the day on which the clocks go back"},
      {"2026-12-01 09:00", 30, {}, "2026-12-31", "within a month of 31 days"},
      {"2026-12-02 09:00", 30, {}, "2027-01-01", "it may end on a holiday"},
      {"2026-11-05 09:00", 20, {}, "2026-11-25", "a complaint in twenty days"},
      {"2026-11-05 09:00", 15, {}, "2026-11-20", "and in fifteen"},
      {"2026-07-16 09:00", 30, {}, "2026-08-15", "it ends at Ferragosto"},
      {"2026-11-03 10:00",
       30,
       {{information, "2026-11-10 09:30"}},
       "2027-01-02",
       "information: all thirty days"},
      {"2026-11-03 10:00",
       30,
       {{information, "2026-11-10 09:30", "2026-11-17 08:00"}},
       "2026-12-10",
       "information: seven were enough"},
      {"2026-11-03 10:00",
       30,
       {{information, "2026-11-10 09:30", "2026-11-10 17:00"}},
       "2026-12-03",
       "the same day costs nothing"},
      {"2026-11-03 10:00",
       30,
       {{information, "2026-11-10 23:59", "2026-11-11 00:01"}},
       "2026-12-04",
       "two minutes, but over midnight: a day"},
      {"2026-11-03 10:00", 30, {{parties, "2026-11-10 09:30"}}, "2026-12-13", "third parties: all ten days"},
      {"2026-11-03 10:00",
       30,
       {{parties, "2026-11-10 09:30", "2026-11-15 12:00"}},
       "2026-12-08",
       "third parties: five"},
      {"2026-11-03 10:00",
       30,
       {{parties, "2026-11-10 09:30", "2026-12-24 12:00"}},
       "2026-12-13",
       "resumed when it had ended by itself"},
      {"2026-11-03 10:00",
       30,
       {{parties, "2026-11-10 09:30"}, {information, "2026-11-25 09:30"}},
       "2027-01-12",
       "both, one after the other"},
      {"2026-03-20 10:00",
       30,
       {{parties, "2026-03-25 10:00"}},
       "2026-04-29",
       "a suspension over the night in spring"},
      {"2026-02-20 10:00",
       30,
       {{parties, "2026-03-16 10:00"}},
       "2026-04-01",
       "begun before that night, ended after it"},
      {"2026-10-01 10:00",
       15,
       {{parties, "2026-10-14 10:00"}},
       "2026-10-26",
       "a suspension over the night in autumn"},
      {"2026-12-10 10:00",
       30,
       {{information, "2026-12-20 10:00", "2027-01-07 10:00"}},
       "2027-01-27",
       "over the turn of the year"},
      {"2028-02-10 10:00", 30, {{parties, "2028-02-25 10:00"}}, "2028-03-21", "over 29 February"},
  };
  for (const auto& row : table) {
    CAPTURE(row.why);
    const std::string due = due_with(row);
    CHECK(due.substr(0, 10) == row.due);
    CHECK(due.substr(10, 9) == "T23:59:59");
  }
}
