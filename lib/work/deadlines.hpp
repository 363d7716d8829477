// deadlines.hpp: what falls due by the clock while nobody asks: claims that lapse, parked answers that
// expire, cases whose citizen says no more.
#pragma once

#include <chrono>
#include <optional>

#include <urp/work.hpp>

#include "office/local.hpp"

namespace urp::work {

class Deadlines {
 public:
  explicit Deadlines(const Office::Local& office) : office_(&office) {}
  /// Once a minute, by the real clock. True: there may be more.
  bool start_due(PassResult& result);

 private:
  bool lapse_claims();
  bool expire_parked(PassResult& result);
  bool end_blocks();
  bool close_silent(PassResult& result);

  const Office::Local* office_;
  std::optional<std::chrono::steady_clock::time_point> looked_at_;
};

}  // namespace urp::work
