// back_off.hpp: how long to wait before what failed is tried again.
#pragma once

#include <algorithm>

#include <urp/time.hpp>

namespace urp {

/// `first`, twice as long after each further failure, at most `longest`.
constexpr Seconds back_off(int failures, Seconds first, Seconds longest) {
  constexpr int most_doublings = 30;
  return std::min(longest, Seconds(first.count() << std::clamp(failures, 0, most_doublings)));
}

}  // namespace urp
