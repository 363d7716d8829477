#include "render/time_cache.hpp"

#include <algorithm>
#include <chrono>

namespace urp::render {
namespace {

constexpr std::int64_t day_length = 86'400;
constexpr std::size_t suffix_at = 19;  // behind 2026-11-23T09:04:00
// 1970 to 9999: outside, years have other lengths and iso_time decides.
constexpr std::int64_t last_day = 2'932'896;

void put_two(char* to, std::int64_t number) {
  to[0] = static_cast<char>('0' + number / 10);
  to[1] = static_cast<char>('0' + number % 10);
}

}  // namespace

const TimeCache::Day& TimeCache::day(std::int64_t number) {
  Day& found = days_[static_cast<std::size_t>(number) % days_.size()];
  if (found.number == number) return found;
  const TimePoint start{Seconds(number * day_length)};
  found.number = number;
  found.offset = zone_->local(start).offset.count();
  found.even = zone_->local(start + Seconds(day_length)).offset.count() == found.offset;
  found.suffix = iso_time(start, *zone_).substr(suffix_at);
  return found;
}

std::string_view TimeCache::operator()(TimePoint at) {
  const std::int64_t seconds = at.time_since_epoch().count();
  const std::int64_t number = seconds / day_length;
  if (seconds < day_length || number >= last_day) return odd_ = iso_time(at, *zone_);
  const Day& found = day(number);
  if (!found.even || suffix_at + found.suffix.size() > text_.size()) return odd_ = iso_time(at, *zone_);

  const std::int64_t local = seconds + found.offset;
  const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(local / day_length))};
  const std::int64_t second = local % day_length;
  const int year = static_cast<int>(date.year());
  char* to = text_.data();
  put_two(to, year / 100);
  put_two(to + 2, year % 100);
  to[4] = '-';
  put_two(to + 5, static_cast<unsigned>(date.month()));
  to[7] = '-';
  put_two(to + 8, static_cast<unsigned>(date.day()));
  to[10] = 'T';
  put_two(to + 11, second / 3600);
  to[13] = ':';
  put_two(to + 14, second / 60 % 60);
  to[16] = ':';
  put_two(to + 17, second % 60);
  std::copy(found.suffix.begin(), found.suffix.end(), to + suffix_at);
  return {to, suffix_at + found.suffix.size()};
}

}  // namespace urp::render
