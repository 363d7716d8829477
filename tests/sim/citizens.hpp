// citizens.hpp: who writes to the number and is written to, by phone, by business-scoped user id, or by both.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <unordered_map>

namespace sim {

struct Citizen {
  std::string phone, user_id, username, name;
  std::optional<std::int64_t> last_inbound;  // when it was written, by the citizen's clock
  double paid_until = 0;                     // of the pair rate
  bool blocked = false;
  int fails_with = 0;             // every message to this person fails with this code
  std::int64_t last_echo_at = 0;  // of the automatic thanks
};

class Citizens {
 public:
  /// Made when not there yet; an empty phone or user id is not known. A user id that is known gets a new
  /// phone.
  Citizen& meet(const std::string& phone, const std::string& user_id);
  Citizen* find(const std::string& phone_or_user_id);
  const std::deque<Citizen>& all() const { return citizens_; }
  void clear();

 private:
  std::deque<Citizen> citizens_;
  std::unordered_map<std::string, Citizen*> by_key_;  // phones and user ids; the two never look alike
};

/// A user id for a phone, the same in every run.
std::string user_id_of(const std::string& phone);

}  // namespace sim
