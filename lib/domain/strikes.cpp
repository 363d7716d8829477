#include "domain/strikes.hpp"

namespace urp {

Sanction usual_sanction(Ground ground, std::int64_t strikes) {
  constexpr std::int64_t patience = 3;
  const bool at_once = ground == Ground::illegal || ground == Ground::threat;
  return at_once || strikes >= patience ? Sanction::block : Sanction::warn;
}

}  // namespace urp
