#include "times.hpp"

#include <algorithm>
#include <string_view>

#include "say.hpp"

namespace urp::cli {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::sys_days;
using std::chrono::year_month_day;

/// The names stand in one sentence each, so that a translation has them all or none: no system locale is
/// needed.
std::string nth_word(std::string_view words, unsigned index) {
  for (; index > 0; --index) words.remove_prefix(std::min(words.find(' ') + 1, words.size()));
  return std::string(words.substr(0, words.find(' ')));
}

unsigned weekday_index(year_month_day date) {  // Monday is 0
  return std::chrono::weekday(sys_days(date)).iso_encoding() - 1;
}

std::string short_weekday(year_month_day date) {
  return nth_word(_("Mon Tue Wed Thu Fri Sat Sun"), weekday_index(date));
}

std::string short_month(year_month_day date) {
  return nth_word(_("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"),
                  static_cast<unsigned>(date.month()) - 1);
}

std::string long_month(year_month_day date) {
  return nth_word(_("January February March April May June July August September October November December"),
                  static_cast<unsigned>(date.month()) - 1);
}

unsigned day_of(year_month_day date) {
  return static_cast<unsigned>(date.day());
}

std::string short_date(year_month_day date, year_month_day today) {
  if (date.year() == today.year()) return say(_("{0} {1}"), day_of(date), short_month(date));
  return say(_("{0} {1} {2}"), day_of(date), short_month(date), static_cast<int>(date.year()));
}

long days_between(year_month_day from, year_month_day to) {
  return (sys_days(to) - sys_days(from)).count();
}

}  // namespace

std::string short_duration(Seconds length) {
  const auto whole = std::max(std::chrono::floor<minutes>(length), minutes(0));
  const auto d = std::chrono::floor<days>(whole);
  const auto h = std::chrono::floor<hours>(whole - d);
  const auto m = whole - d - h;
  if (d >= days(10)) return say(_("{0}d"), d.count());
  if (d >= days(1)) return say(_("{0}d{1:02}h"), d.count(), h.count());
  if (h >= hours(1)) return say(_("{0}h{1:02}"), h.count(), m.count());
  return say(_("{0}m"), m.count());
}

std::string short_span(Seconds length) {
  if (length >= hours(1)) return short_duration(length);
  const auto m = std::chrono::floor<minutes>(length);
  const auto s = (length - m).count();
  return m.count() == 0 ? say(_("{0}s"), s) : say(_("{0}m{1:02}s"), m.count(), s);
}

std::string exact_duration(Seconds length) {
  const auto seconds = length.count();
  if (seconds != 0 && seconds % 86400 == 0) return say(_("{0} d"), seconds / 86400);
  if (seconds != 0 && seconds % 3600 == 0) return say(_("{0} h"), seconds / 3600);
  if (seconds != 0 && seconds % 60 == 0) return say(_("{0} min"), seconds / 60);
  return say(_("{0} s"), seconds);
}

std::string clock_time(TimePoint at, const Zone& zone) {
  const auto since = zone.local(at).since_midnight.count();
  return fmt::format("{:02}:{:02}", since / 3600, since % 3600 / 60);
}

std::string short_time(TimePoint at, TimePoint now, const Zone& zone) {
  const auto date = zone.local(at).date, today = zone.local(now).date;
  const long away = std::abs(days_between(today, date));
  if (away == 0) return clock_time(at, zone);
  if (away <= 6) return say(_("{0} {1}"), short_weekday(date), clock_time(at, zone));
  return short_date(date, today);
}

std::string spoken_time(TimePoint at, TimePoint now, const Zone& zone) {
  const auto date = zone.local(at).date, today = zone.local(now).date;
  const long away = days_between(today, date);
  if (away == 0) return say(_("today {0}"), clock_time(at, zone));
  if (std::abs(away) <= 6) return short_time(at, now, zone);
  return spoken_date(at, now, zone);
}

std::string by_time(TimePoint at, TimePoint now, const Zone& zone) {
  const bool today = zone.local(at).date == zone.local(now).date;
  return say(today ? in_context("an hour", "by {0}") : in_context("a day", "by {0}"),
             short_time(at, now, zone));
}

std::string until_time(TimePoint at, TimePoint now, const Zone& zone) {
  const bool today = zone.local(at).date == zone.local(now).date;
  return say(today ? in_context("an hour", "until {0}") : in_context("a day", "until {0}"),
             short_time(at, now, zone));
}

std::string spoken_date(TimePoint at, TimePoint now, const Zone& zone) {
  const auto date = zone.local(at).date;
  return say(_("{0} {1}"), short_weekday(date), short_date(date, zone.local(now).date));
}

std::string day_and_time(TimePoint at, const Zone& zone) {
  const auto date = zone.local(at).date;
  return say(_("{0} {1}, {2}"), short_weekday(date), day_of(date), clock_time(at, zone));
}

std::string weekday_name(year_month_day date) {
  return nth_word(_("Monday Tuesday Wednesday Thursday Friday Saturday Sunday"), weekday_index(date));
}

std::string long_day(year_month_day date) {
  return say(_("{0} {1} {2}"), weekday_name(date), day_of(date), long_month(date));
}

std::string long_time(TimePoint at, const Zone& zone) {
  const auto date = zone.local(at).date;
  return say(_("{0} {1}, {2}"), long_day(date), static_cast<int>(date.year()), clock_time(at, zone));
}

}  // namespace urp::cli
