// later_wishes.hpp: what people said no to, and who is on hold, as a database knows it that goes on living
// while an older backup takes its place: no notice reaches somebody who stopped it, and nothing is destroyed
// that a court asked for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/access.hpp"
#include "store/holds.hpp"

namespace urp::store {

/// `records`: the contact and those that joined it, of which a backup may know only some.
struct LaterWishes {
  struct Consent {  // that ended
    std::vector<ContactId> records;
    std::string topic;
    TimePoint at{};
    std::optional<std::string> evidence, clerk;
  };
  struct Stop {  // of the office's marketing
    std::vector<ContactId> records;
    std::int64_t number = 0;
    TimePoint at{};
    std::string source;
  };
  struct Held {
    std::vector<ContactId> records;
    Hold hold;
  };
  std::vector<Consent> ended;
  std::vector<Stop> stops;
  std::vector<Held> held;
};
/// Consents that ended since and were not given again, stops since, and every hold that lasts.
LaterWishes list_later_wishes(const Access& living, TimePoint since, TimePoint now);
/// Of the people whom this database knows. How many of them made a difference.
int follow_wishes(Writer& db, const LaterWishes& wishes);

}  // namespace urp::store
