// back_off.hpp: how long a request rests before it is tried again.
#pragma once

#include <chrono>
#include <optional>

#include "domain/back_off.hpp"

namespace urp::work {

/// 1, 2, 4 ... 256, 300 s: a message or its file; as WhatsApp wishes, when it says so.
inline std::chrono::seconds pause_before_next(std::optional<std::chrono::seconds> wish, int tries) {
  return wish.value_or(back_off(tries, std::chrono::seconds(1), std::chrono::seconds(300)));
}

}  // namespace urp::work
