// statistics.hpp: how lengths of time are spread: medians and percentiles of as many as one likes, in memory
// that does not grow with them.
#pragma once

#include <cstdint>
#include <map>
#include <optional>

#include <urp/time.hpp>

namespace urp {

/// Keeps how often each length came, to the minute below a hundred hours and to ten minutes beyond.
class Lengths {
 public:
  void add(Seconds length);
  std::int64_t count() const { return count_; }
  /// The least length that at least this share of all does not exceed (the nearest rank), rounded up to the
  /// step. None: there are none. `percent` from 1 to 100.
  std::optional<Seconds> percentile(int percent) const;

 private:
  std::map<std::int64_t, std::int64_t> counts_;  // seconds, a multiple of the step -> how often
  std::int64_t count_ = 0;
};

/// `part` of `whole` in per cent, rounded to the nearest; of nothing: none.
std::optional<int> percent_of(std::int64_t part, std::int64_t whole);

}  // namespace urp
