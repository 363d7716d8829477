// deadlines.hpp: what falls due by the clock while nobody asks: claims that lapse, parked answers that
// expire, cases whose citizen says no more.
#pragma once

#include <chrono>
#include <optional>

#include <urp/work.hpp>

#include "office/local.hpp"
#include "work/clock_watch.hpp"

namespace urp::work {

class Deadlines {
 public:
  explicit Deadlines(const Office::Local& office) : office_(&office) {}
  /// Once a minute, by the real clock; not while that is ahead by mistake: what a citizen waits for would end
  /// for good. True: there may be more.
  bool start_due(PassResult& result);

 private:
  bool lapse_claims();
  bool expire_parked(PassResult& result);
  bool begin_blocks_again();
  bool end_blocks();
  bool close_silent(PassResult& result);

  const Office::Local* office_;
  std::optional<std::chrono::steady_clock::time_point> looked_at_;
  ClockWatch clock_;
};

}  // namespace urp::work
