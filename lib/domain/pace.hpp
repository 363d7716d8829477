// pace.hpp: how many messages a number may start now: never more than its rate in any second, evenly spread.
// Pure: the monotonic clock is a parameter.
#pragma once

#include <chrono>
#include <deque>

namespace urp {

class Pace {
 public:
  using Time = std::chrono::steady_clock::time_point;

  /// Messages a second, 1 or more.
  explicit Pace(int rate);

  /// What another process started in the second before counts as started evenly over it.
  void begin(Time now, std::int64_t started_before);
  /// How many may start now.
  int room(Time now);
  /// So many were started.
  void take(Time now, int count);
  /// When the next one may start; now, when it may.
  Time next(Time now);
  /// WhatsApp found it too fast: half the rate, which comes back by a twentieth each second.
  void slow_down(Time now);
  /// The rate of this moment.
  double rate(Time now);

 private:
  void refill(Time now);
  double depth() const;

  double full_, rate_, tokens_ = 1;
  Time filled_{}, slowed_{};
  std::deque<Time> recent_;  // of the last second, at most one rate of them
};

}  // namespace urp
