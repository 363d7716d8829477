// time_cache.hpp: iso_time for millions of rows: the rules of the zone are asked once a day of the calendar.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include <urp/time.hpp>

namespace urp::render {

/// Not to be shared by threads.
class TimeCache {
 public:
  explicit TimeCache(const Zone& zone) : zone_(&zone) {}
  /// The same bytes as iso_time(at, zone); valid until the next call.
  std::string_view operator()(TimePoint at);

 private:
  struct Day {  // a day in UTC
    std::int64_t number = -1;
    bool even = false;  // no change of the clock inside it
    std::int64_t offset = 0;
    std::string suffix;  // "+01:00"
  };
  const Day& day(std::int64_t number);

  const Zone* zone_;
  std::array<Day, 256> days_;
  std::array<char, 32> text_{};
  std::string odd_;
};

}  // namespace urp::render
