#include <doctest/doctest.h>

#include <urp/error.hpp>

#include "domain/time_text.hpp"
#include "rome.hpp"

using namespace urp;
using namespace std::chrono;

namespace {

const TimePoint monday = at("2026-11-23T09:04:30+01:00");

std::string read(std::string_view text, bool past = false) {
  return in_rome(parse_time(text, monday, rome(), past));
}
std::string until(std::string_view text) {
  return in_rome(parse_until(text, monday, rome()));
}

/// Fault, sentence and hint of what is refused.
std::string refusal(std::string_view text) {
  try {
    return "accepted: " + read(text);
  } catch (const Error& error) {
    CHECK(error.fault() == Fault::usage);
    return std::string(error.what()) + " | " + error.hint();
  }
}

}  // namespace

TEST_CASE("time: iso_time writes offsets of both signs and years beyond four digits") {
  CHECK(iso_time(monday, Zone()) == "2026-11-23T08:04:30+00:00");
  const Zone york = Zone::parse(zone_bytes("America/New_York"), "America/New_York");
  CHECK(iso_time(monday, york) == "2026-11-23T03:04:30-05:00");
  CHECK(iso_time(sys_days(12026y / 1 / 2), Zone()) == "12026-01-02T00:00:00+00:00");
  const Zone monrovia = Zone::parse(zone_bytes("Africa/Monrovia"), "Africa/Monrovia");
  CHECK(iso_time(sys_days(1971y / 1 / 1), monrovia) == "1970-12-31T23:15:30-00:44:30");
  CHECK(parse_time("1970-12-31T23:15:30-00:44:30", monday, rome()) == sys_days(1971y / 1 / 1));
  CHECK(iso_date(2026y / 1 / 9) == "2026-01-09");
}

TEST_CASE("time: what iso_time writes is read back to the second, through both changes of the clock") {
  for (TimePoint moment = sys_days(2026y / 3 / 28); moment < sys_days(2026y / 10 / 27);
       moment += 1min * 47 + 13s) {
    REQUIRE(parse_time(in_rome(moment), monday, Zone()) == moment);
  }
}

TEST_CASE("time: everything that people may write") {
  CHECK(read("now") == "2026-11-23T09:04:30+01:00");
  CHECK(read(" Adesso ") == "2026-11-23T09:04:30+01:00");
  CHECK(read("today") == "2026-11-23T00:00:00+01:00");
  CHECK(read("oggi 16:30") == "2026-11-23T16:30:00+01:00");
  CHECK(read("tomorrow") == "2026-11-24T00:00:00+01:00");
  CHECK(read("Domani 08:00") == "2026-11-24T08:00:00+01:00");
  CHECK(read("domani 8:00") == "2026-11-24T08:00:00+01:00");
  CHECK(read("yesterday") == "2026-11-22T00:00:00+01:00");
  CHECK(read("ieri 10:31:07") == "2026-11-22T10:31:07+01:00");
  CHECK(read("16:30") == "2026-11-23T16:30:00+01:00");
  CHECK(read("2026-11-24") == "2026-11-24T00:00:00+01:00");
  CHECK(read("2026-11-24 08:00") == "2026-11-24T08:00:00+01:00");
  CHECK(read("2026-11-24T08:00:09") == "2026-11-24T08:00:09+01:00");
  CHECK(read("2026-11-24T08:00:00+01:00") == "2026-11-24T08:00:00+01:00");
  CHECK(read("2026-11-24T08:00:00.250Z") == "2026-11-24T09:00:00+01:00");
  CHECK(read("2026-11-24 08:00 -0500") == "2026-11-24T14:00:00+01:00");
  CHECK(read("2026-07-24t08:00z") == "2026-07-24T10:00:00+02:00");
  CHECK(read("2026-11-24T08:00+02") == "2026-11-24T07:00:00+01:00");
  CHECK(read("1970-01-01T00:00Z") == "1970-01-01T01:00:00+01:00");
  CHECK(read("9999-12-31T23:59:59Z") == "10000-01-01T00:59:59+01:00");
}

TEST_CASE("time: what the screens print is read back, in both languages") {
  CHECK(read("gio 15:30") == "2026-11-26T15:30:00+01:00");
  CHECK(read("gio 15:30", true) == "2026-11-19T15:30:00+01:00");
  CHECK(read("Thu 15:30") == "2026-11-26T15:30:00+01:00");
  CHECK(read("giovedì") == "2026-11-26T00:00:00+01:00");
  CHECK(read("giovedi' alle 9") == "2026-11-26T09:00:00+01:00");
  CHECK(read("LUNEDÌ") == "2026-11-30T00:00:00+01:00");
  CHECK(read("lunedì", true) == "2026-11-16T00:00:00+01:00");
  CHECK(read("26/11") == "2026-11-26T00:00:00+01:00");
  CHECK(read("26/11 08:00") == "2026-11-26T08:00:00+01:00");
  CHECK(read("22/11") == "2027-11-22T00:00:00+01:00");
  CHECK(read("22/11", true) == "2026-11-22T00:00:00+01:00");
  CHECK(read("29/2") == "2028-02-29T00:00:00+01:00");
  CHECK(read("26/11/2027") == "2027-11-26T00:00:00+01:00");
  CHECK(read("26.11.2027") == "2027-11-26T00:00:00+01:00");
  CHECK(read("22 dic") == "2026-12-22T00:00:00+01:00");
  CHECK(read("3 mar") == "2027-03-03T00:00:00+01:00");
  CHECK(read("mar 3 mar 2026, 10:15") == "2026-03-03T10:15:00+01:00");
  CHECK(read("mar 22 dic") == "2026-12-22T00:00:00+01:00");
  CHECK(read("lunedì 23 novembre 2026, 09:04") == "2026-11-23T09:04:00+01:00");
  CHECK(read("dom 22, 10:31", true) == "2026-11-22T10:31:00+01:00");
  CHECK(read("dopodomani 8:00") == "2026-11-25T08:00:00+01:00");
  CHECK(read("domani alle 9") == "2026-11-24T09:00:00+01:00");
  CHECK(read("1h25") == "2026-11-23T10:29:30+01:00");
  CHECK(read("3g23h", true) == "2026-11-19T10:04:30+01:00");
  CHECK(read("3 h") == "2026-11-23T12:04:30+01:00");
  CHECK(read("2 ore") == "2026-11-23T11:04:30+01:00");
  CHECK(read("30 min") == "2026-11-23T09:34:30+01:00");
  CHECK(until("dom") == "2026-11-23T00:00:00+01:00");
  CHECK(until("22/11") == "2026-11-23T00:00:00+01:00");
}

TEST_CASE("time: durations count from now on, and backwards where the past is asked for") {
  CHECK(read("3h") == "2026-11-23T12:04:30+01:00");
  CHECK(read("3h", true) == "2026-11-23T06:04:30+01:00");
  CHECK(read("7d", true) == "2026-11-16T09:04:30+01:00");
  CHECK(read("45m") == "2026-11-23T09:49:30+01:00");
  CHECK(read("2g") == "2026-11-25T09:04:30+01:00");
  CHECK(read("tomorrow 08:00", true) == "2026-11-24T08:00:00+01:00");
}

TEST_CASE("time: a local time that does not exist or exists twice is refused with both spellings") {
  CHECK(refusal("2026-03-29 02:30") ==
        "2026-03-29 02:30 does not exist in Europe/Rome: the clocks are put forward | "
        "write 2026-03-29T01:30:00+01:00 or 2026-03-29T03:30:00+02:00");
  CHECK(refusal("2026-10-25T02:30") ==
        "2026-10-25 02:30 exists twice in Europe/Rome: the clocks are put back | "
        "write 2026-10-25T02:30:00+02:00 or 2026-10-25T02:30:00+01:00");
  CHECK(read("2026-10-25T02:30:00+01:00") == "2026-10-25T02:30:00+01:00");
  CHECK(read("2026-10-25T00:30Z") == "2026-10-25T02:30:00+02:00");
  CHECK(read("2026-10-25") == "2026-10-25T00:00:00+02:00");
  // The same night, by a word.
  const TimePoint eve = at("2026-10-24 12:00");
  CHECK_THROWS_WITH_AS(parse_time("domani 02:15", eve, rome()),
                       "2026-10-25 02:15 exists twice in Europe/Rome: the clocks are put back", Error);
}

TEST_CASE("time: a day whose midnight is skipped begins when its clocks begin") {
  const Zone cairo = Zone::parse(zone_bytes("Africa/Cairo"), "Africa/Cairo");
  CHECK(iso_time(parse_time("2026-04-24", monday, cairo), cairo) == "2026-04-24T01:00:00+03:00");
}

TEST_CASE("time: what is no time is refused, and so are times before 1970 or after 9999") {
  for (const char* text : {"",
                           " ",
                           "soon",
                           "24:00",
                           "8",
                           "08.00",
                           "8:5",
                           "2026-11-31",
                           "2026-13-01",
                           "2026-1-1",
                           "26-11-23",
                           "2026-11-24T",
                           "2026-11-24 ",
                           "2026-11-24 25:00",
                           "2026-11-24T08:00:00+1",
                           "2026-11-24T08:00:00+25:00",
                           "2026-11-24T08:00:00.Z",
                           "2026-11-24T08:00:00 CET",
                           "2026-11-24 08:00 08:00",
                           "tomorrow 08:00 x",
                           "today today",
                           "now 08:00",
                           "3",
                           "h",
                           "3x",
                           "-3h",
                           "3 x",
                           "31/02",
                           "26.11",
                           "lunedì 24 novembre",
                           "giovedì 8",
                           "1h25h x",
                           "3h 08:00",
                           "99999999999d",
                           "1001y",
                           "2026-02-29",
                           "10000-01-01",
                           "1969-12-31",
                           "\xff\xfe",
                           "2026-11-24\n08:00x"}) {
    CAPTURE(text);
    if (std::string_view(text) == "2026-11-24 ") {
      CHECK(read(text) == "2026-11-24T00:00:00+01:00");  // blanks around do not matter
      continue;
    }
    CHECK_THROWS_AS(parse_time(text, monday, rome()), Error);
  }
  CHECK(refusal("soon").substr(0, 22) == "\"soon\" is not a time |");
  CHECK(refusal("1970-01-01 00:30").substr(0, 56) ==
        "\"1970-01-01 00:30\" lies outside the years 1970 to 9999 |");
  CHECK_THROWS_WITH(parse_time("100y", monday, rome(), true), "\"100y\" lies outside the years 1970 to 9999");
  CHECK_THROWS_AS(parse_time("9999-12-31T23:59:59-01:00", monday, rome()), Error);
}

TEST_CASE("time: until a date includes that day, until a time excludes it, and durations look back") {
  CHECK(until("2026-11-22") == "2026-11-23T00:00:00+01:00");
  CHECK(until("yesterday") == "2026-11-23T00:00:00+01:00");
  CHECK(until("oggi") == "2026-11-24T00:00:00+01:00");
  CHECK(until("2026-11-22 18:00") == "2026-11-22T18:00:00+01:00");
  CHECK(until("2026-10-25") == "2026-10-26T00:00:00+01:00");  // a day of 25 hours
  CHECK(until("3d") == "2026-11-20T09:04:30+01:00");
}

TEST_CASE("time: durations") {
  CHECK(parse_duration("5s") == 5s);
  CHECK(parse_duration("10m") == 10min);
  CHECK(parse_duration("4h") == 4h);
  CHECK(parse_duration("30d") == days(30));
  CHECK(parse_duration("30g") == days(30));
  CHECK(parse_duration("2w") == days(14));
  CHECK(parse_duration("5y") == days(5 * 365));
  CHECK(parse_duration("0s") == 0s);
  CHECK(parse_duration("1000y") == days(365'000));
  for (const char* text :
       {"", "5", "s", "5 s", "-5s", "+5s", "1.5h", "5M", "1h30m", "1001y", "99999999999s"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(parse_duration(text), Error);
  }
}

TEST_CASE("time: the shortest spelling of a duration reads back as itself") {
  CHECK(duration_text(0s) == "0s");
  CHECK(duration_text(48h) == "48h");
  CHECK(duration_text(days(30)) == "30d");
  CHECK(duration_text(days(730)) == "2y");
  CHECK(duration_text(90s) == "90s");
  for (std::int64_t seconds = 0; seconds < 40'000'000; seconds += 8'899) {
    REQUIRE(find_duration(duration_text(Seconds(seconds))) == Seconds(seconds));
  }
}
