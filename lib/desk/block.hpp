// block.hpp: blocking a person as a step of a larger change.
#pragma once

#include <optional>

#include "db/store.hpp"

namespace urp {

struct BlockStep {
  bool changed = false;  // false: it was so already
  int cancelled = 0;     // answers that had not left
};
BlockStep block_person(db::Writer& db, ContactId contact, bool block, std::optional<TimePoint> until);

}  // namespace urp
