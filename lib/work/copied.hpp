// copied.hpp: a database that stands where it did not stand when it last sent.
#pragma once

#include <urp/work.hpp>

#include "office/local.hpp"

namespace urp::work {

/// For who holds the sender lock, before anything leaves: a copy, or one that was restored, does not know
/// what left since. What waits in it is uncertain and notices are paused until somebody has looked.
void doubt_copy(const Office::Local& office, PassResult& result);

}  // namespace urp::work
