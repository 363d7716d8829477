#include "work/clock_watch.hpp"

namespace urp::work {
namespace {

constexpr std::chrono::minutes tolerance{5};
constexpr std::chrono::hours meant_after{1};

}  // namespace

bool ClockWatch::has_jumped(TimePoint wall, Steady steady) {
  if (!anchor_) anchor_ = {wall, steady};
  const auto parted = (wall - anchor_->wall) - std::chrono::floor<Seconds>(steady - anchor_->steady);
  if (std::chrono::abs(parted) <= tolerance) {
    jumped_at_.reset();
    return false;
  }
  if (!jumped_at_) jumped_at_ = steady;
  jump_ = std::chrono::duration_cast<std::chrono::minutes>(parted);
  if (steady - *jumped_at_ < meant_after) return true;
  anchor_ = {wall, steady};
  jumped_at_.reset();
  return false;
}

bool ClockWatch::is_ahead(TimePoint wall, Steady steady) {
  return has_jumped(wall, steady) && jump_.count() > 0;
}

}  // namespace urp::work
