#include <urp/time.hpp>

#include <fmt/format.h>

#include <urp/error.hpp>

#include "domain/names.hpp"
#include "domain/say.hpp"
#include "domain/spoken_day.hpp"
#include "domain/time_text.hpp"

namespace urp {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::sys_days;
using std::chrono::year_month_day;

/// What was written, and whether it was a whole day: only `--until` must know.
struct Reading {
  TimePoint at;
  std::optional<year_month_day> day;
};

const char* accepted_times() {
  return _(
      "write 2026-11-24 08:00, 24/11, Thu 15:30, Thursday, 08:00, now, today, tomorrow 08:00, 3h, 7d or "
      "2026-11-24T08:00:00+01:00");
}

/// The moment that the wall clock of the office shows, or an error with the two moments that were perhaps
/// meant.
TimePoint only_instant(year_month_day date, Seconds since_midnight, const Zone& zone) {
  const TimePoint at = zone.instant(date, since_midnight);
  const int count = zone.instants(date, since_midnight);
  if (count == 1) return at;

  const TimePoint wall = sys_days(date) + since_midnight;
  const Seconds after = zone.local(wall + std::chrono::hours(26)).offset;
  const auto minutes = since_midnight.count() / 60;
  const std::string spelling = fmt::format("{} {:02}:{:02}", iso_date(date), minutes / 60, minutes % 60);
  const std::string earlier = iso_time(std::min(at, wall - after), zone);
  const std::string later = iso_time(std::max(at, wall - after), zone);
  if (count == 0) {
    throw Error(Fault::usage,
                say(_("{0} does not exist in {1}: the clocks are put forward"), spelling, zone.name()),
                say(_("write {0} or {1}"), earlier, later));
  }
  throw Error(Fault::usage, say(_("{0} exists twice in {1}: the clocks are put back"), spelling, zone.name()),
              say(_("write {0} or {1}"), earlier, later));
}

std::optional<year_month_day> named_day(std::string_view word, TimePoint now, const Zone& zone) {
  const sys_days today = zone.local(now).date;
  if (word == "today" || word == "oggi") return year_month_day(today);
  if (word == "tomorrow" || word == "domani") return year_month_day(today + days(1));
  if (word == "yesterday" || word == "ieri") return year_month_day(today - days(1));
  return std::nullopt;
}

/// `08:00`, and what may follow it: a fraction of a second, which is dropped, and an offset.
std::optional<TimePoint> find_time_on(year_month_day date, std::string_view text, const Zone& zone) {
  const std::string spoken = spoken_clock(text);
  text = spoken;
  const auto clock_end = std::min(text.find_first_not_of("0123456789:"), text.size());
  const auto clock = find_clock_time(text.substr(0, clock_end));
  if (!clock) return std::nullopt;
  std::string_view rest = without_blanks_around(text.substr(clock_end));
  if (!rest.empty() && rest.front() == '.') {
    const auto fraction_end = std::min(rest.find_first_not_of("0123456789", 1), rest.size());
    if (fraction_end < 2) return std::nullopt;
    rest.remove_prefix(fraction_end);
  }
  if (rest.empty()) return only_instant(date, *clock, zone);
  const auto offset = find_offset(rest);
  if (!offset) return std::nullopt;
  return sys_days(date) + *clock - *offset;
}

std::optional<year_month_day> find_day(std::string_view word, TimePoint now, const Zone& zone) {
  const auto date = find_date(word);
  return date ? date : named_day(word, now, zone);
}

/// `gio 15:30`, `26/11`: forms that the screens print.
std::optional<Reading> find_spoken(std::string_view text, TimePoint now, const Zone& zone, bool past) {
  const auto spoken = find_spoken_day(text, zone.local(now).date, past);
  if (!spoken) return std::nullopt;
  if (spoken->clock.empty()) return Reading{zone.instant(spoken->date, Seconds(0)), spoken->date};
  const auto at = find_time_on(spoken->date, spoken->clock, zone);
  return at ? std::optional(Reading{*at, {}}) : std::nullopt;
}

std::optional<Reading> find_reading(std::string_view text, TimePoint now, const Zone& zone, bool past) {
  const std::string lower = lower_ascii(without_blanks_around(text));
  if (lower == "now" || lower == "adesso" || lower == "ora") return Reading{now, {}};
  auto duration = find_duration(lower);
  if (!duration) duration = find_spoken_duration(lower);
  if (duration) return Reading{past ? now - *duration : now + *duration, {}};

  // ISO joins day and clock with a T, people with a blank.
  const auto joint = lower.size() > 10 && lower[4] == '-' && lower[10] == 't' ? 10 : lower.find(' ');
  const std::string_view whole = lower;
  if (joint == std::string::npos) {
    const auto day = find_day(whole, now, zone);
    if (day) return Reading{zone.instant(*day, Seconds(0)), day};
    const auto at = find_time_on(zone.local(now).date, whole, zone);
    return at ? std::optional(Reading{*at, {}}) : find_spoken(whole, now, zone, past);
  }
  const auto day = find_day(whole.substr(0, joint), now, zone);
  if (!day) return find_spoken(whole, now, zone, past);
  const auto at = find_time_on(*day, without_blanks_around(whole.substr(joint + 1)), zone);
  return at ? std::optional(Reading{*at, {}}) : std::nullopt;
}

Reading read(std::string_view text, TimePoint now, const Zone& zone, bool past) {
  const auto reading = find_reading(text, now, zone, past);
  if (!reading) throw Error(Fault::usage, say(_("\"{0}\" is not a time"), text), accepted_times());
  if (reading->at < earliest_time || reading->at >= latest_time) {
    throw Error(Fault::usage, say(_("\"{0}\" lies outside the years 1970 to 9999"), text), accepted_times());
  }
  return *reading;
}

void put_number(char* to, int digits, std::int64_t value) {
  for (char* at = to + digits; at != to; value /= 10) *--at = static_cast<char>('0' + value % 10);
}

}  // namespace

std::string iso_date(year_month_day date) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::string iso_time(TimePoint at, const Zone& zone) {
  const LocalTime local = zone.local(at);
  const auto clock = local.since_midnight.count();
  const auto east = local.offset.count();
  const auto width = east < 0 ? -east : east;
  // By hand: exports write millions of these. A year beyond four digits is nobody's time, but must not
  // overflow.
  const int year = static_cast<int>(local.date.year());
  if (year < 0 || year > 9999) {
    return fmt::format("{}T{:02}:{:02}:{:02}{}{:02}:{:02}", iso_date(local.date), clock / 3600,
                       clock / 60 % 60, clock % 60, east < 0 ? '-' : '+', width / 3600, width / 60 % 60);
  }
  std::string text = "0000-00-00T00:00:00+00:00";
  put_number(&text[0], 4, year);
  put_number(&text[5], 2, static_cast<unsigned>(local.date.month()));
  put_number(&text[8], 2, static_cast<unsigned>(local.date.day()));
  put_number(&text[11], 2, clock / 3600);
  put_number(&text[14], 2, clock / 60 % 60);
  put_number(&text[17], 2, clock % 60);
  if (east < 0) text[19] = '-';
  put_number(&text[20], 2, width / 3600);
  put_number(&text[23], 2, width / 60 % 60);
  if (width % 60 != 0)
    text += fmt::format(":{:02}", width % 60);  // Monrovia until 1972; find_offset reads it
  return text;
}

TimePoint parse_time(std::string_view text, TimePoint now, const Zone& zone, bool past) {
  return read(text, now, zone, past).at;
}

TimePoint parse_until(std::string_view text, TimePoint now, const Zone& zone) {
  // A filter looks back: `--since 7d --until 3d` is what lies between a week and three days ago.
  const Reading reading = read(text, now, zone, true);
  if (!reading.day) return reading.at;
  return zone.instant(sys_days(*reading.day) + days(1), Seconds(0));
}

Seconds parse_duration(std::string_view text) {
  const auto duration = find_duration(without_blanks_around(text));
  if (duration) return *duration;
  throw Error(Fault::usage, say(_("\"{0}\" is not a duration"), text),
              _("write a number and one of s, m, h, d, w, y: 5s, 10m, 4h, 30d; at most a thousand years"));
}

}  // namespace urp
