// time.hpp: instants are UTC seconds; local time exists only at the edges, through a Zone.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include <urp/api.hpp>

namespace urp {

using TimePoint = std::chrono::sys_seconds;
using Seconds = std::chrono::seconds;
using Clock = std::function<TimePoint()>;

/// What a wall clock in the office shows.
struct LocalTime {
  std::chrono::year_month_day date;
  Seconds since_midnight{};  // by the clock on the wall: 0 .. 86,399
  Seconds offset{};          // east of UTC
};

/// The rules of one time zone, read once from a TZif file (RFC 8536), footer included. A value: copies share
/// the rules.
class URP_API Zone {
 public:
  Zone();  // UTC
  /// Throws configuration when the bytes are not a TZif file.
  static Zone parse(std::string_view tzif, std::string name);

  const std::string& name() const;
  LocalTime local(TimePoint at) const;
  /// How many instants show this date and time: 0 in the hour skipped in spring, 2 in the one repeated in
  /// autumn.
  int instants(std::chrono::year_month_day date, Seconds since_midnight) const;
  /// The instant; in the repeated hour the earlier one, in the skipped hour what the clock would have shown
  /// had it not been moved.
  TimePoint instant(std::chrono::year_month_day date, Seconds since_midnight) const;

 private:
  struct Rules;
  std::shared_ptr<const Rules> rules_;
};

/// `2026-11-23T09:04:00+01:00`: how machines read it.
URP_API std::string iso_time(TimePoint at, const Zone& zone);
/// `2026-11-23`
URP_API std::string iso_date(std::chrono::year_month_day date);

/// Reads what people write: ISO with offset, `2026-11-24 08:00` in office time, a date (its midnight), `now`,
/// `today`, `tomorrow 08:00`, `3h` `7d` `45m` (from now on; backwards when `past`).
/// Throws usage: not a time; a local time that does not exist or exists twice, with both spellings.
URP_API TimePoint parse_time(std::string_view text, TimePoint now, const Zone& zone, bool past = false);
/// The end of `--until`: a date includes that day (so: the next midnight); a time is itself.
URP_API TimePoint parse_until(std::string_view text, TimePoint now, const Zone& zone);
/// `5s` `10m` `4h` `30d` `2w` `5y` (365 days). Throws usage.
URP_API Seconds parse_duration(std::string_view text);

}  // namespace urp
