#include <doctest/doctest.h>

#include <urp/error.hpp>

#include "rome.hpp"

using namespace urp;
using namespace std::chrono;

namespace {

/// A TZif file with no changes of its own: what it says comes from the footer.
std::string tzif(const std::string& footer, char version = '2') {
  const auto header = [&](int types) {
    std::string bytes = "TZif";
    bytes += version;
    bytes.append(15, '\0');
    for (int count : {0, 0, 0, 0, types, types}) bytes += {'\0', '\0', '\0', static_cast<char>(count)};
    return bytes;
  };
  const std::string type(6, '\0');
  return header(1) + type + '\0' + header(1) + type + '\0' + "\n" + footer + "\n";
}

Zone by_rule(const std::string& footer) {
  return Zone::parse(tzif(footer), "test");
}

}  // namespace

TEST_CASE("zone: UTC is what one gets without a file") {
  const Zone utc;
  CHECK(utc.name() == "UTC");
  CHECK(iso_time(sys_days(2026y / 11 / 23) + 8h + 4min, utc) == "2026-11-23T08:04:00+00:00");
  CHECK(utc.instants(2026y / 3 / 29, 2h + 30min) == 1);
}

TEST_CASE("zone: Rome in winter, in summer, and long after the table of the file ends") {
  CHECK(in_rome(sys_days(2026y / 11 / 23) + 8h + 4min) == "2026-11-23T09:04:00+01:00");
  CHECK(in_rome(sys_days(2026y / 7 / 1) + 8h) == "2026-07-01T10:00:00+02:00");
  CHECK(in_rome(sys_days(2040y / 1 / 15) + 8h) == "2040-01-15T09:00:00+01:00");
  CHECK(in_rome(sys_days(2040y / 7 / 15) + 8h) == "2040-07-15T10:00:00+02:00");
  // 25 March and 28 October are the last Sundays of 2040
  CHECK(in_rome(sys_days(2040y / 3 / 25) + 59min + 59s) == "2040-03-25T01:59:59+01:00");
  CHECK(in_rome(sys_days(2040y / 3 / 25) + 1h) == "2040-03-25T03:00:00+02:00");
  CHECK(in_rome(sys_days(2040y / 10 / 28) + 59min + 59s) == "2040-10-28T02:59:59+02:00");
  CHECK(in_rome(sys_days(2040y / 10 / 28) + 1h) == "2040-10-28T02:00:00+01:00");
  CHECK(in_rome(sys_days(2399y / 12 / 31) + 23h) == "2400-01-01T00:00:00+01:00");
}

TEST_CASE("zone: the table and the footer of Rome say the same for the years the table knows") {
  const Zone footer = by_rule("CET-1CEST,M3.5.0,M10.5.0/3");
  for (TimePoint at = sys_days(1996y / 1 / 1); at < sys_days(2045y / 1 / 1); at += 7h + 13min) {
    REQUIRE(footer.local(at).offset == rome().local(at).offset);
  }
}

TEST_CASE("zone: the hour skipped in spring has no instant, and is read with the unmoved clock") {
  CHECK(rome().instants(2026y / 3 / 29, 1h + 59min) == 1);
  CHECK(rome().instants(2026y / 3 / 29, 2h) == 0);
  CHECK(rome().instants(2026y / 3 / 29, 2h + 59min) == 0);
  CHECK(rome().instants(2026y / 3 / 29, 3h) == 1);
  CHECK(in_rome(rome().instant(2026y / 3 / 29, 2h + 30min)) == "2026-03-29T03:30:00+02:00");
}

TEST_CASE("zone: the hour repeated in autumn has two instants, and the earlier one is taken") {
  CHECK(rome().instants(2026y / 10 / 25, 1h + 59min) == 1);
  CHECK(rome().instants(2026y / 10 / 25, 2h) == 2);
  CHECK(rome().instants(2026y / 10 / 25, 2h + 59min) == 2);
  CHECK(rome().instants(2026y / 10 / 25, 3h) == 1);
  CHECK(in_rome(rome().instant(2026y / 10 / 25, 2h + 30min)) == "2026-10-25T02:30:00+02:00");
}

TEST_CASE("zone: every instant is found again from what the wall clock shows, but for the repeated hour") {
  for (TimePoint at = sys_days(2026y / 1 / 1); at < sys_days(2046y / 1 / 1); at += 11h + 7min) {
    const LocalTime shown = rome().local(at);
    const int count = rome().instants(shown.date, shown.since_midnight);
    REQUIRE(count >= 1);
    const TimePoint found = rome().instant(shown.date, shown.since_midnight);
    REQUIRE((count == 1 ? found == at : found <= at));
  }
}

TEST_CASE("zone: summer south of the equator spans the new year") {
  const Zone sydney = by_rule("AEST-10AEDT,M10.1.0,M4.1.0/3");
  CHECK(sydney.local(sys_days(2026y / 1 / 1)).offset == 11h);
  CHECK(sydney.local(sys_days(2026y / 7 / 1)).offset == 10h);
  CHECK(sydney.local(sys_days(2026y / 12 / 31)).offset == 11h);
}

TEST_CASE("zone: footers with names in brackets, odd offsets, days of the year and hours beyond the day") {
  CHECK(by_rule("<+0545>-5:45").local(TimePoint{}).offset == 5h + 45min);
  CHECK(by_rule("<-03>3").local(TimePoint{}).offset == -3h);
  const Zone dublin = by_rule("IST-1GMT0,M10.5.0,M3.5.0/1");  // there "summer time" is the winter
  CHECK(dublin.local(sys_days(2026y / 1 / 10)).offset == 0h);
  CHECK(dublin.local(sys_days(2026y / 6 / 10)).offset == 1h);
  const Zone nuuk = by_rule("<-02>2<-01>,M3.5.0/-1,M10.5.0/0");
  CHECK(iso_time(sys_days(2040y / 3 / 25) + 59min + 59s, nuuk) == "2040-03-24T22:59:59-02:00");
  CHECK(iso_time(sys_days(2040y / 3 / 25) + 1h, nuuk) == "2040-03-25T00:00:00-01:00");
  const Zone by_day = by_rule("AAA0BBB,J60/0,300/0");
  CHECK(by_day.local(sys_days(2028y / 2 / 29) + 23h).offset == 0h);  // J60 is 1 March in leap years, too
  CHECK(by_day.local(sys_days(2028y / 3 / 1)).offset == 1h);
  CHECK(by_day.local(sys_days(2028y / 10 / 26) + 22h).offset == 1h);  // day 300 of a leap year is 27 October
  CHECK(by_day.local(sys_days(2028y / 10 / 27)).offset == 0h);
}

TEST_CASE("zone: bytes that are no TZif file are refused as configuration, wherever they are cut") {
  const std::string whole = zone_bytes("Europe/Rome");
  for (std::size_t length = 0; length < whole.size(); ++length) {
    CAPTURE(length);
    try {
      Zone::parse(std::string_view(whole).substr(0, length), "Europe/Rome");
      FAIL("accepted");
    } catch (const Error& error) {
      REQUIRE(error.fault() == Fault::configuration);
    }
  }
  CHECK_THROWS_AS(Zone::parse(tzif("CET-1", '\0'), "test"), Error);
  CHECK_THROWS_AS(by_rule("CET"), Error);
  CHECK_THROWS_AS(by_rule("CET-1CEST"), Error);
  CHECK_THROWS_AS(by_rule("CET-1CEST,M13.5.0,M10.5.0"), Error);
  CHECK_THROWS_AS(by_rule("CET-1CEST,M3.5.0,M10.5.0/3x"), Error);
  CHECK_THROWS_WITH(by_rule("C1"), "time zone test: not a usable TZif file: its footer is no POSIX rule");
}

TEST_CASE("zone: every zone of the machine can be read, or is refused for a reason") {
  int read = 0;
  for (const char* name :
       {"UTC", "Africa/Cairo", "Africa/Casablanca", "America/New_York", "America/Nuuk", "Asia/Kathmandu",
        "Asia/Gaza", "Australia/Lord_Howe", "Europe/Dublin", "Pacific/Apia"}) {
    const Zone zone = Zone::parse(zone_bytes(name), name);
    read += zone.name() == name ? 1 : 0;
  }
  CHECK(read == 10);
  const Zone lord_howe = Zone::parse(zone_bytes("Australia/Lord_Howe"), "Australia/Lord_Howe");
  CHECK(iso_time(sys_days(2050y / 1 / 1), lord_howe) == "2050-01-01T11:00:00+11:00");
  CHECK(iso_time(sys_days(2050y / 7 / 1), lord_howe) == "2050-07-01T10:30:00+10:30");
}
