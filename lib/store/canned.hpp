// canned.hpp: which answers were made of what was written beforehand: the table canned_use.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include <urp/message.hpp>

#include "store/access.hpp"

namespace urp::store {

void note_canned(Writer& db, const std::string& name, MessageRef answer);

struct CannedUse {
  std::int64_t answers = 0;
  TimePoint last{};
};
/// By name; answers that were taken back do not count.
std::map<std::string, CannedUse> count_canned(const Access& db);

}  // namespace urp::store
