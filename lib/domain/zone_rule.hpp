// zone_rule.hpp: the POSIX rule at the end of a TZif file, by which local time goes on beyond its table.
#pragma once

#include <optional>
#include <string_view>

#include <urp/time.hpp>

namespace urp {

/// A day of every year and a time on it: `M3.5.0/2`, `J60`, `59`.
struct YearlyMoment {
  enum class Form { week_of_month, day_without_leap, day_with_leap } form = Form::week_of_month;
  unsigned month = 0, week = 0, weekday = 0;
  int day = 0;
  Seconds time = std::chrono::hours(2);
};

struct Summer {
  Seconds offset{};
  YearlyMoment begin, end;
};

struct ZoneRule {
  Seconds standard{};
  std::optional<Summer> summer;
};

/// `CET-1CEST,M3.5.0,M10.5.0/3`; nullopt when it is none.
std::optional<ZoneRule> find_zone_rule(std::string_view text);
Seconds offset_by_rule(const ZoneRule& rule, TimePoint at);

}  // namespace urp
