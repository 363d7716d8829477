// daily_head.hpp: upkeep that nobody asks for: the head of the audit chain, out of the clerks' reach once in
// a day; and what somebody left behind who was cut off: traces
// of what was destroyed, a register beside the database that lacks something.
#pragma once

#include <chrono>
#include <optional>

#include <urp/work.hpp>

#include "office/local.hpp"

namespace urp::work {

class DailyHead {
 public:
  explicit DailyHead(const Office::Local& office) : office_(&office) {}
  /// A file that cannot be written is an alarm: nothing else waits for it.
  bool start_due(PassResult& result);

 private:
  const Office::Local* office_;
  std::optional<std::chrono::steady_clock::time_point> looked_at_;
};

}  // namespace urp::work
