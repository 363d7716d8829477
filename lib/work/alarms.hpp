// alarms.hpp: what somebody must hear of who does not look at the screen: each cause once in a day, and again
// when it was over in between.
#pragma once

#include <chrono>
#include <optional>

#include <urp/work.hpp>

#include "office/local.hpp"

namespace urp::work {

class Alarms {
 public:
  explicit Alarms(const Office::Local& office) : office_(&office) {}
  /// At most once a minute. The words go into result.alarms; nothing else moves.
  bool start_due(PassResult& result);

 private:
  const Office::Local* office_;
  std::optional<std::chrono::steady_clock::time_point> looked_at_;
};

}  // namespace urp::work
