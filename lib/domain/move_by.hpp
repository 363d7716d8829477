// move_by.hpp: who moves something, and when by the office's clock.
#pragma once

#include <string>

#include <urp/time.hpp>

namespace urp {

struct MoveBy {
  TimePoint now{};
  std::string clerk;
};

}  // namespace urp
