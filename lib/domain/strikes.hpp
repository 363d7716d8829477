// strikes.hpp: how often a person was flagged on one ground, and what is usual then. It is a proposal: a
// clerk decides.
#pragma once

#include <cstdint>

#include <urp/ground.hpp>

namespace urp {

enum class Sanction { warn, block };
/// As towns grade it: first a warning, a block for a time from the third case on; at once where a crime is
/// likely.
Sanction usual_sanction(Ground ground, std::int64_t strikes);

}  // namespace urp
