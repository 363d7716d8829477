// alarms.hpp: what somebody must hear of who does not look at the screen: each cause once in a day.
#pragma once

#include <optional>

#include <urp/work.hpp>

#include "office/local.hpp"

namespace urp::work {

class Alarms {
 public:
  explicit Alarms(const Office::Local& office) : office_(&office) {}
  /// At most once a minute. The words go into result.alarms.
  void look(PassResult& result);

 private:
  const Office::Local* office_;
  std::optional<TimePoint> looked_at_;  // real clock
};

}  // namespace urp::work
