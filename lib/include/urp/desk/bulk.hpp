// bulk.hpp: the result of one change on many tickets: some may fail, and the others are done all the same.
#pragma once

#include <utility>
#include <vector>

#include <urp/error.hpp>
#include <urp/ids.hpp>

namespace urp {

struct BulkResult {
  std::vector<TicketId> done;                      // in the order they were named; also what was so already
  std::vector<std::pair<TicketId, Error>> failed;  // each with its reason; nothing of it was changed
};

}  // namespace urp
