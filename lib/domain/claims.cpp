#include "domain/claims.hpp"

#include "domain/calendar.hpp"

namespace urp {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr int days_back = 400;  // an office that was closed so long has no calendar to go by

bool is_open_on(const Settings::Hours& hours, sys_days day) {
  return !opening_hours(hours, std::chrono::year_month_day(day)).empty();
}

/// The last open day before this one; nothing when there is none.
std::optional<sys_days> open_day_before(const Settings::Hours& hours, sys_days day) {
  for (int back = 1; back <= days_back; ++back) {
    if (is_open_on(hours, day - days(back))) return day - days(back);
  }
  return std::nullopt;
}

}  // namespace

TimePoint claims_lapse_until(const Settings& settings, const Zone& zone, TimePoint now) {
  const auto local = zone.local(now);
  const sys_days today(local.date);
  sys_days day = today;
  Seconds since_midnight = local.since_midnight;
  if (!is_open_on(settings.hours, today)) {
    const auto last = open_day_before(settings.hours, today);
    if (!last) return now - settings.desk.claim;
    day = *last;
    since_midnight = days(1);
  }
  for (auto left = settings.desk.claim.count(); left > 0; --left) {
    const auto before = open_day_before(settings.hours, day);
    if (!before) return now - settings.desk.claim;
    day = *before;
  }
  return zone.instant(day, since_midnight);
}

}  // namespace urp
