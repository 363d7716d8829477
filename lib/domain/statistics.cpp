#include "domain/statistics.hpp"

#include <algorithm>

namespace urp {
namespace {

constexpr std::int64_t minute = 60, coarse_from = 100 * 60 * minute;

std::int64_t rounded_up(std::int64_t seconds) {
  const std::int64_t step = seconds <= coarse_from ? minute : 10 * minute;
  return (seconds + step - 1) / step * step;
}

}  // namespace

void Lengths::add(Seconds length) {
  ++counts_[rounded_up(std::max<std::int64_t>(0, length.count()))];
  ++count_;
}

std::optional<Seconds> Lengths::percentile(int percent) const {
  if (count_ == 0) return std::nullopt;
  const std::int64_t rank = std::max<std::int64_t>(1, (count_ * percent + 99) / 100);
  std::int64_t seen = 0;
  for (const auto& [seconds, times] : counts_) {
    seen += times;
    if (seen >= rank) return Seconds(seconds);
  }
  return Seconds(counts_.rbegin()->first);
}

std::optional<int> percent_of(std::int64_t part, std::int64_t whole) {
  if (whole <= 0) return std::nullopt;
  return static_cast<int>((part * 200 + whole) / (whole * 2));
}

}  // namespace urp
