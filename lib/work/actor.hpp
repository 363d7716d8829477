// actor.hpp: who the audit chain says it was.
#pragma once

#include <urp/event.hpp>

namespace urp::work {

inline const Actor worker_actor{"urp", "urp"};

}  // namespace urp::work
