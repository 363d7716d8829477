// claims.hpp: claims that lapsed while nobody asked: given back, so that every list shows them as free.
#pragma once

#include <optional>

#include "office/local.hpp"

namespace urp::work {

class ClaimKeeper {
 public:
  explicit ClaimKeeper(const Office::Local& office) : office_(&office) {}
  /// Once a minute, by the real clock. True: there may be more.
  bool look();

 private:
  const Office::Local* office_;
  std::optional<TimePoint> looked_at_;
};

}  // namespace urp::work
