#include "domain/office_time.hpp"

#include <algorithm>

#include "domain/calendar.hpp"

namespace urp {
namespace {

bool has_hours(const Settings::Hours& hours) {
  const auto opens = [](const auto& day) { return !day.empty(); };
  return std::any_of(hours.week.begin(), hours.week.end(), opens) ||
         std::any_of(hours.open.begin(), hours.open.end(),
                     [](const auto& dated) { return !dated.second.empty(); });
}

}  // namespace

Seconds OfficeTime::between(TimePoint from, TimePoint to) {
  if (to <= from) return Seconds(0);
  if (!has_hours(hours_)) return to - from;
  know(from, to);
  return until(to) - until(from);
}

void OfficeTime::know(TimePoint from, TimePoint to) {
  const std::chrono::sys_days begin = zone_.local(from).date;
  const std::chrono::sys_days end = std::chrono::sys_days(zone_.local(to).date) + std::chrono::days(1);
  if (first_ == next_ || begin < first_) {  // from the start, with a year to spare
    first_ = next_ = begin - std::chrono::days(366);
    spans_.clear();
  }
  for (; next_ < end; next_ += std::chrono::days(1)) {
    for (const auto& interval : opening_hours(hours_, next_)) {
      const TimePoint after = spans_.empty() ? TimePoint::min() : spans_.back().to;
      const TimePoint opens = std::max(zone_.instant(next_, interval.from), after);
      const TimePoint closes = zone_.instant(next_, interval.to);
      if (opens >= closes) continue;
      const Seconds before =
          spans_.empty() ? Seconds(0) : spans_.back().before + (spans_.back().to - spans_.back().from);
      spans_.push_back({opens, closes, before});
    }
  }
}

Seconds OfficeTime::until(TimePoint at) const {
  const auto after = std::upper_bound(spans_.begin(), spans_.end(), at,
                                      [](TimePoint moment, const Span& span) { return moment < span.from; });
  if (after == spans_.begin()) return Seconds(0);
  const Span& span = *std::prev(after);
  return span.before + (std::min(span.to, at) - span.from);
}

}  // namespace urp
