// zone.cpp: TZif (RFC 8536) read into a table; instants beyond the table follow the POSIX rule in the footer.
#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <vector>

#include <urp/error.hpp>
#include <urp/time.hpp>

#include "domain/say.hpp"

namespace urp {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::hours;
using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr Seconds widest_offset = hours(26);

/// A day of every year and a time on it: `M3.5.0/2`, `J60`, `59`.
struct YearlyMoment {
  enum class Form { week_of_month, day_without_leap, day_with_leap } form = Form::week_of_month;
  unsigned month = 0, week = 0, weekday = 0;
  int day = 0;
  Seconds time = hours(2);
};

struct Summer {
  Seconds offset{};
  YearlyMoment begin, end;
};

struct Footer {
  Seconds standard{};
  std::optional<Summer> summer;
};

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

Seconds offset_after_table(const Footer& footer, TimePoint at) {
  if (!footer.summer) return footer.standard;
  const auto year = year_month_day(floor<days>(at + footer.standard)).year();
  const TimePoint begin = wall_moment(footer.summer->begin, year) - footer.standard;
  const TimePoint end = wall_moment(footer.summer->end, year) - footer.summer->offset;
  // South of the equator summer spans the new year: what lies between end and begin is winter.
  const bool summer = begin < end ? begin <= at && at < end : at < end || begin <= at;
  return summer ? footer.summer->offset : footer.standard;
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

std::optional<Footer> read_footer(std::string_view text) {
  Footer footer;
  RuleText rule(text);
  if (!rule.skip_name() || !rule.time(24, footer.standard)) return std::nullopt;
  footer.standard = -footer.standard;  // POSIX counts west of Greenwich
  if (rule.at_end()) return footer;

  Summer summer;
  summer.offset = footer.standard + hours(1);
  if (!rule.skip_name()) return std::nullopt;
  if (!rule.skip(',')) {
    if (!rule.time(24, summer.offset) || !rule.skip(',')) return std::nullopt;
    summer.offset = -summer.offset;
  }
  if (!rule.moment(summer.begin) || !rule.skip(',') || !rule.moment(summer.end) || !rule.at_end()) {
    return std::nullopt;
  }
  footer.summer = summer;
  return footer;
}

class TzifBytes {
 public:
  TzifBytes(std::string_view bytes, const std::string& name) : rest_(bytes), name_(name) {}

  [[noreturn]] void refuse(const char* why) const {
    throw Error(Fault::configuration, say(_("time zone {0}: not a usable TZif file: {1}"), name_, why),
                _("install the package tzdata, or correct office.timezone"));
  }
  std::string_view take(std::uint64_t count) {
    if (count > rest_.size()) refuse(_("it ends too early"));
    const auto taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
  }
  std::int64_t integer(int width) {
    const auto bytes = take(static_cast<std::uint64_t>(width));
    std::uint64_t value = 0;
    for (char c : bytes) value = value << 8 | static_cast<unsigned char>(c);
    if (width == 4) return static_cast<std::int32_t>(static_cast<std::uint32_t>(value));
    return static_cast<std::int64_t>(value);
  }
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
  const std::string& name_;
};

struct Header {
  char version = 0;
  std::uint64_t ut_marks = 0, standard_marks = 0, leaps = 0, times = 0, types = 0, letters = 0;

  explicit Header(TzifBytes& bytes) {
    if (bytes.rest().substr(0, 4) != "TZif") bytes.refuse(_("it does not begin with TZif"));
    bytes.take(4);
    version = bytes.take(1).front();
    bytes.take(15);
    for (auto* count : {&ut_marks, &standard_marks, &leaps, &times, &types, &letters}) {
      *count = static_cast<std::uint32_t>(bytes.integer(4));
    }
  }
  std::uint64_t block_size(std::uint64_t time_width) const {
    return times * (time_width + 1) + types * 6 + letters + leaps * (time_width + 4) + standard_marks +
           ut_marks;
  }
};

}  // namespace

struct Zone::Rules {
  std::string name;
  std::vector<std::int64_t> changes;  // ascending; offsets[i] holds from changes[i] on
  std::vector<Seconds> offsets;
  Seconds before{};  // ahead of the first change
  std::optional<Footer> footer;

  Seconds offset(TimePoint at) const {
    const auto seconds = at.time_since_epoch().count();
    const auto next = std::upper_bound(changes.begin(), changes.end(), seconds);
    if (next == changes.end() && footer) return offset_after_table(*footer, at);
    if (next == changes.begin()) return before;
    return offsets[static_cast<std::size_t>(next - changes.begin()) - 1];
  }

  /// The offsets that may hold when a wall clock shows this: before and after a change near it.
  std::array<Seconds, 2> offsets_near(TimePoint wall) const {
    return {offset(wall - widest_offset), offset(wall + widest_offset)};
  }
};

Zone::Zone() {
  static const std::shared_ptr<const Rules> utc = [] {
    auto rules = std::make_shared<Rules>();
    rules->name = "UTC";
    return rules;
  }();
  rules_ = utc;
}

Zone Zone::parse(std::string_view tzif, std::string name) {
  auto rules = std::make_shared<Rules>();
  rules->name = std::move(name);
  TzifBytes bytes(tzif, rules->name);
  const Header narrow(bytes);
  if (narrow.version < '2') bytes.refuse(_("version 1 ends in 2037"));
  bytes.take(narrow.block_size(4));  // the same again with 32 bits, for older readers

  const Header header(bytes);
  if (header.leaps != 0) bytes.refuse(_("it counts leap seconds"));
  if (header.types == 0) bytes.refuse(_("it has no local time types"));
  const std::string_view whole = bytes.rest();
  if (header.block_size(8) > whole.size()) bytes.refuse(_("it ends too early"));
  for (std::uint64_t i = 0; i < header.times; ++i) {
    rules->changes.push_back(bytes.integer(8));
    if (i > 0 && rules->changes[i - 1] >= rules->changes[i]) bytes.refuse(_("its changes are not in order"));
  }
  const std::string_view indexes = bytes.take(header.times);
  std::vector<Seconds> types;
  for (std::uint64_t i = 0; i < header.types; ++i) {
    types.emplace_back(bytes.integer(4));
    if (types.back() < -widest_offset || types.back() > widest_offset)
      bytes.refuse(_("an offset is too large"));
    bytes.take(2);  // summer time or not, and where its letters are: local time needs neither
  }
  for (char c : indexes) {
    const auto index = static_cast<unsigned char>(c);
    if (index >= types.size()) bytes.refuse(_("a change names no local time type"));
    rules->offsets.push_back(types[index]);
  }
  rules->before = types.front();
  bytes.take(header.letters + header.standard_marks + header.ut_marks);

  const std::string_view footer = bytes.rest();
  const auto end = footer.find('\n', 1);
  if (footer.empty() || footer.front() != '\n' || end == std::string_view::npos) {
    bytes.refuse(_("its footer is missing"));
  }
  if (end > 1) {
    rules->footer = read_footer(footer.substr(1, end - 1));
    if (!rules->footer) bytes.refuse(_("its footer is no POSIX rule"));
  }
  Zone zone;
  zone.rules_ = std::move(rules);
  return zone;
}

const std::string& Zone::name() const {
  return rules_->name;
}

LocalTime Zone::local(TimePoint at) const {
  const Seconds offset = rules_->offset(at);
  const auto wall = at + offset;
  const auto day = floor<days>(wall);
  return {year_month_day(day), wall - day, offset};
}

int Zone::instants(year_month_day date, Seconds since_midnight) const {
  const TimePoint wall = sys_days(date) + since_midnight;
  const auto [before, after] = rules_->offsets_near(wall);
  const int first = rules_->offset(wall - before) == before ? 1 : 0;
  if (before == after) return first;
  return first + (rules_->offset(wall - after) == after ? 1 : 0);
}

TimePoint Zone::instant(year_month_day date, Seconds since_midnight) const {
  const TimePoint wall = sys_days(date) + since_midnight;
  const auto [before, after] = rules_->offsets_near(wall);
  // Read with the offset before the change, a wall time is the earlier of two, or the unmoved clock's in a
  // gap.
  if (before == after || rules_->offset(wall - before) == before) return wall - before;
  return rules_->offset(wall - after) == after ? wall - after : wall - before;
}

}  // namespace urp
