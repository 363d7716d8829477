// clock_watch.hpp: whether the machine's clock jumped while we look on: forth by mistake and back, or for
// good.
#pragma once

#include <chrono>
#include <optional>

#include <urp/time.hpp>

namespace urp::work {

/// Pure: both clocks are parameters.
class ClockWatch {
 public:
  using Steady = std::chrono::steady_clock::time_point;

  /// True from a jump of more than five minutes until the clock is back, or until it has stayed so for an
  /// hour: then it was meant.
  bool has_jumped(TimePoint wall, Steady steady);
  /// The same, and forth: what is not due yet seems to be, or to be too late.
  bool is_ahead(TimePoint wall, Steady steady);
  /// How far.
  std::chrono::minutes jump() const { return jump_; }

 private:
  struct Moment {
    TimePoint wall;
    Steady steady;
  };
  std::optional<Moment> anchor_;
  std::optional<Steady> jumped_at_;
  std::chrono::minutes jump_{0};
};

}  // namespace urp::work
