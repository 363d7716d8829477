// back_off.hpp: how long a request rests before it is tried again.
#pragma once

#include <algorithm>
#include <chrono>
#include <optional>

namespace urp::work {

/// 1, 2, 4 ... 256, 300 s: a message or its file; as WhatsApp wishes, when it says so.
inline std::chrono::seconds pause_before_next(std::optional<std::chrono::seconds> wish, int tries) {
  constexpr std::chrono::seconds longest{300};
  return wish.value_or(std::min(longest, std::chrono::seconds(1LL << std::min(tries, 9))));
}

}  // namespace urp::work
