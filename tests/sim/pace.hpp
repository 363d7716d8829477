// pace.hpp: how fast the provider lets messages go: per number and per pair.
#pragma once

#include <cstdint>
#include <deque>

namespace sim {

class Pace {
 public:
  struct Limits {
    bool pair = true;
    double pair_seconds = 6;   // one message to the same person
    int pair_burst = 45;       // borrowed from the time that follows
    unsigned throughput = 80;  // messages in any second, both directions
  };

  explicit Pace(Limits limits) : limits_(limits) {}

  const Limits& limits() const { return limits_; }
  void set_limits(Limits limits) { limits_ = limits; }

  /// Whether one more message fits into the second before `now`; it is counted when it does.
  bool count(double now) {
    forget(now);
    if (recent_.size() >= limits_.throughput) return false;
    recent_.push_back(now);
    return true;
  }
  /// What citizens write weighs too, but is never refused.
  void count_inbound(double now) {
    forget(now);
    recent_.push_back(now);
  }
  /// `paid_until` is the pair's own: the time at which what was borrowed is paid back.
  bool fits_pair(double paid_until, double now) const {
    return !limits_.pair || paid_until - now <= limits_.pair_seconds * (limits_.pair_burst - 1);
  }
  double after_send(double paid_until, double now) const {
    return (paid_until > now ? paid_until : now) + limits_.pair_seconds;
  }
  void clear() { recent_.clear(); }

 private:
  void forget(double now) {
    while (!recent_.empty() && recent_.front() <= now - 1) recent_.pop_front();
  }

  Limits limits_;
  std::deque<double> recent_;
};

}  // namespace sim
