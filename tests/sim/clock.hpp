// clock.hpp: the stand-in's own time. A set clock stands still until it is set or advanced.
#pragma once

#include <chrono>
#include <cstdint>
#include <ctime>
#include <mutex>
#include <optional>

namespace sim {

class Clock {
 public:
  explicit Clock(std::optional<std::int64_t> start) : set_(start) {}

  /// UTC seconds.
  std::int64_t now() const {
    const std::lock_guard lock(mutex_);
    return set_ ? *set_ : std::time(nullptr) + advanced_;
  }
  /// Seconds for rates: they pass by themselves even when the clock stands, and jump when it is advanced.
  double pace_time() const {
    const std::lock_guard lock(mutex_);
    const auto passed = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration<double>(passed).count() + static_cast<double>(advanced_);
  }
  void set(std::optional<std::int64_t> time) {
    const std::lock_guard lock(mutex_);
    set_ = time;
    advanced_ = 0;
  }
  void advance(std::int64_t seconds) {
    const std::lock_guard lock(mutex_);
    if (set_) *set_ += seconds;
    advanced_ += seconds;
  }

 private:
  mutable std::mutex mutex_;
  std::optional<std::int64_t> set_;
  std::int64_t advanced_ = 0;
};

}  // namespace sim
