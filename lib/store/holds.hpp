// holds.hpp: people of whom nothing may be destroyed, for a time or until somebody says so.
#pragma once

#include <optional>
#include <string>

#include "store/access.hpp"

namespace urp::store {

struct Hold {
  TimePoint at{};
  std::optional<TimePoint> until;
  std::optional<std::string> reason;
  std::string clerk;
};
/// One that still holds at this time.
std::optional<Hold> find_hold(const Access& db, ContactId contact, TimePoint now);
void put_hold(Writer& db, ContactId contact, std::optional<TimePoint> until,
              const std::optional<std::string>& reason);
/// False: there was none.
bool remove_hold(Writer& db, ContactId contact);

}  // namespace urp::store
