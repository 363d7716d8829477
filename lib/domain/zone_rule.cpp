#include "domain/zone_rule.hpp"

#include <algorithm>
#include <charconv>

namespace urp {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::hours;
using std::chrono::sys_days;
using std::chrono::year_month_day;

/// What a wall clock shows at that moment, as seconds since 1970 without a zone.
TimePoint wall_moment(const YearlyMoment& moment, std::chrono::year year) {
  using namespace std::chrono;
  sys_days day;
  switch (moment.form) {
    case YearlyMoment::Form::week_of_month: {
      const auto month = year / std::chrono::month(moment.month);
      const weekday on(moment.weekday);
      day = moment.week == 5 ? sys_days(month / on[last]) : sys_days(month / on[moment.week]);
      break;
    }
    case YearlyMoment::Form::day_without_leap:  // 1 to 365; 29 February is never counted
      day = sys_days(year / January / 1) + days(moment.day - 1);
      if (year.is_leap() && moment.day >= 60) day += days(1);
      break;
    case YearlyMoment::Form::day_with_leap:  // 0 to 365
      day = sys_days(year / January / 1) + days(moment.day);
      break;
  }
  return day + moment.time;
}

/// Walks a POSIX TZ string; every reader says false at the first character that does not fit.
class RuleText {
 public:
  explicit RuleText(std::string_view text) : rest_(text) {}

  bool at_end() const { return rest_.empty(); }
  bool skip(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool skip_name() {
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    if (skip('<')) {
      const auto close = rest_.find('>');
      if (close == std::string_view::npos || close < 3) return false;
      rest_.remove_prefix(close + 1);
      return true;
    }
    const auto end = std::find_if_not(rest_.begin(), rest_.end(), letter);
    const auto length = static_cast<std::size_t>(end - rest_.begin());
    rest_.remove_prefix(length);
    return length >= 3;
  }
  bool number(int low, int high, int& value) {
    const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
    if (error != std::errc() || rest_.front() == '-') return false;
    rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
    return low <= value && value <= high;
  }
  /// [+-]hh[:mm[:ss]]
  bool time(int highest_hour, Seconds& value) {
    const bool minus = skip('-');
    if (!minus) skip('+');
    int hour = 0, minute = 0, second = 0;
    if (!number(0, highest_hour, hour)) return false;
    if (skip(':') && !number(0, 59, minute)) return false;
    if (skip(':') && !number(0, 59, second)) return false;
    value = hours(hour) + std::chrono::minutes(minute) + Seconds(second);
    if (minus) value = -value;
    return true;
  }
  bool moment(YearlyMoment& moment) {
    int first = 0, second = 0, third = 0;
    if (skip('M')) {
      if (!number(1, 12, first) || !skip('.') || !number(1, 5, second) || !skip('.') ||
          !number(0, 6, third)) {
        return false;
      }
      moment.month = static_cast<unsigned>(first);
      moment.week = static_cast<unsigned>(second);
      moment.weekday = static_cast<unsigned>(third);
    } else if (skip('J')) {
      moment.form = YearlyMoment::Form::day_without_leap;
      if (!number(1, 365, moment.day)) return false;
    } else {
      moment.form = YearlyMoment::Form::day_with_leap;
      if (!number(0, 365, moment.day)) return false;
    }
    return !skip('/') || time(167, moment.time);  // version 3 counts up to a week around the day
  }

 private:
  std::string_view rest_;
};

}  // namespace

std::optional<ZoneRule> find_zone_rule(std::string_view text) {
  ZoneRule rule;
  RuleText words(text);
  if (!words.skip_name() || !words.time(24, rule.standard)) return std::nullopt;
  rule.standard = -rule.standard;  // POSIX counts west of Greenwich
  if (words.at_end()) return rule;

  Summer summer;
  summer.offset = rule.standard + hours(1);
  if (!words.skip_name()) return std::nullopt;
  if (!words.skip(',')) {
    if (!words.time(24, summer.offset) || !words.skip(',')) return std::nullopt;
    summer.offset = -summer.offset;
  }
  if (!words.moment(summer.begin) || !words.skip(',') || !words.moment(summer.end) || !words.at_end()) {
    return std::nullopt;
  }
  rule.summer = summer;
  return rule;
}

Seconds offset_by_rule(const ZoneRule& rule, TimePoint at) {
  if (!rule.summer) return rule.standard;
  const auto year = year_month_day(floor<days>(at + rule.standard)).year();
  const TimePoint begin = wall_moment(rule.summer->begin, year) - rule.standard;
  const TimePoint end = wall_moment(rule.summer->end, year) - rule.summer->offset;
  // South of the equator summer spans the new year: what lies between end and begin is winter.
  const bool summer = begin < end ? begin <= at && at < end : at < end || begin <= at;
  return summer ? rule.summer->offset : rule.standard;
}

}  // namespace urp
