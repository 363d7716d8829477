#include "domain/calendar.hpp"

#include <algorithm>

namespace urp {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::sys_days;
using std::chrono::year_month_day;

/// An office that does not open for so long has no next opening.
constexpr int days_ahead = 400;

struct FixedHoliday {
  unsigned month, day;
  int since;
};
constexpr FixedHoliday fixed_holidays[] = {
    {1, 1, 1949},  {1, 6, 1986},  {4, 25, 1949}, {5, 1, 1949},   {6, 2, 2001},   {8, 15, 1949},
    {10, 4, 2026}, {11, 1, 1949}, {12, 8, 1949}, {12, 25, 1949}, {12, 26, 1949},
};

/// Sunday after the first full moon of spring, by the tables of the Gregorian reform.
sys_days easter(std::chrono::year year) {
  const int y = static_cast<int>(year);
  const int century = y / 100;
  const int moon_place = y % 19;
  const int moon_correction = (8 * century + 13) / 25;
  int full_moon =
      (19 * moon_place + century - century / 4 - moon_correction + 15) % 30;  // days after 21 March
  // The tables shorten one lunation, so that the full moon never falls on 19 April, nor twice in 19 years on
  // the 18th.
  if (full_moon == 29 || (full_moon == 28 && moon_place > 10)) --full_moon;
  const sys_days moon = sys_days(year / 3 / 21) + days(full_moon);
  return moon + days(7 - static_cast<int>(std::chrono::weekday(moon).c_encoding()));
}

/// What opening_hours says, without a copy.
const std::vector<OpeningHours>& hours_of(const Settings::Hours& hours, year_month_day date) {
  static const std::vector<OpeningHours> none;
  if (!hours.open.empty()) {
    const auto dated = hours.open.find(date);
    if (dated != hours.open.end()) return dated->second;
  }
  const auto& usual = hours.week[std::chrono::weekday(date).iso_encoding() - 1];
  if (usual.empty()) return none;
  const bool closed = std::find(hours.closed.begin(), hours.closed.end(), date) != hours.closed.end() ||
                      hours.patron == date.month() / date.day() ||
                      (hours.italian_holidays && is_italian_holiday(date));
  return closed ? none : usual;
}

bool has_hours(const Settings::Hours& hours) {
  const auto opens = [](const auto& day) { return !day.empty(); };
  return std::any_of(hours.week.begin(), hours.week.end(), opens) ||
         std::any_of(hours.open.begin(), hours.open.end(),
                     [](const auto& dated) { return !dated.second.empty(); });
}

struct Span {
  TimePoint from, to;
};

/// Walks the openings in order, from the day of `start` on. On the night the clocks move, an hour that the
/// wall skips is nobody's office time and the repeated one counts twice, because spans are moments.
class Openings {
 public:
  Openings(const Settings::Hours& hours, const Zone& zone, TimePoint start)
      : hours_(hours), zone_(zone), day_(zone.local(start).date) {}

  /// None when the next `days_ahead` days have none; further calls would find none either.
  std::optional<Span> next() {
    for (int searched = 0; searched <= days_ahead;) {
      const auto& today = hours_of(hours_, day_);
      while (place_ < today.size()) {
        const auto& interval = today[place_++];
        const TimePoint from = std::max(zone_.instant(day_, interval.from), end_);
        const TimePoint to = zone_.instant(day_, interval.to);
        if (from >= to) continue;
        end_ = to;
        return Span{from, to};
      }
      day_ += days(1);
      place_ = 0;
      ++searched;
    }
    return std::nullopt;
  }

 private:
  const Settings::Hours& hours_;
  const Zone& zone_;
  sys_days day_;
  std::size_t place_ = 0;
  TimePoint end_ = TimePoint::min();
};

}  // namespace

bool is_italian_holiday(year_month_day date) {
  const unsigned month = static_cast<unsigned>(date.month());
  const int year = static_cast<int>(date.year());
  for (const auto& holiday : fixed_holidays) {
    if (holiday.month == month && holiday.day == static_cast<unsigned>(date.day()))
      return year >= holiday.since;
  }
  if ((month != 3 && month != 4) || year < 1949) return false;
  const auto after_easter = sys_days(date) - easter(date.year());
  return after_easter == days(0) || after_easter == days(1);
}

std::vector<OpeningHours> opening_hours(const Settings::Hours& hours, year_month_day date) {
  return hours_of(hours, date);
}

Opening opening_at(const Settings::Hours& hours, const Zone& zone, TimePoint now) {
  if (!has_hours(hours)) return {.open = true, .until = std::nullopt, .next = std::nullopt};
  Opening opening;
  Openings openings(hours, zone, now);
  const TimePoint horizon = now + days(days_ahead);
  while (const auto span = openings.next()) {
    if (span->to <= now) continue;
    if (span->from <= now) {
      opening.open = true;
      opening.until = span->to;
    } else if (opening.until == span->from) {  // no pause between: one opening, also across midnight
      opening.until = span->to;
    } else {
      opening.next = span->from;
      break;
    }
    if (span->to > horizon) return {.open = true, .until = std::nullopt, .next = std::nullopt};
  }
  return opening;
}

TimePoint add_office_time(const Settings::Hours& hours, const Zone& zone, TimePoint from, Seconds amount) {
  if (amount <= Seconds(0)) return from;
  if (!has_hours(hours)) return from + amount;
  Openings openings(hours, zone, from);
  while (const auto span = openings.next()) {
    const TimePoint begin = std::max(span->from, from);
    if (begin >= span->to) continue;
    if (amount <= span->to - begin) return begin + amount;
    amount -= span->to - begin;
    from = span->to;
  }
  return from + amount;  // the office opens no more: the rest runs all day, since a term must end
}

Seconds office_time_between(const Settings::Hours& hours, const Zone& zone, TimePoint from, TimePoint to) {
  if (to <= from) return Seconds(0);
  if (!has_hours(hours)) return to - from;
  Seconds sum{0};
  Openings openings(hours, zone, from);
  while (const auto span = openings.next()) {
    if (span->from >= to) break;
    const TimePoint begin = std::max(span->from, from);
    if (begin < span->to) sum += std::min(span->to, to) - begin;
  }
  return sum;
}

}  // namespace urp
