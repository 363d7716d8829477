#include "citizens.hpp"

#include "encode.hpp"

namespace sim {

Citizen* Citizens::find(const std::string& key) {
  const auto found = by_key_.find(key);
  return found == by_key_.end() ? nullptr : found->second;
}

Citizen& Citizens::meet(const std::string& phone, const std::string& user_id) {
  Citizen* citizen = find(user_id);
  if (citizen == nullptr) citizen = find(phone);
  // A known phone with another user id: the number was passed on to somebody else.
  if (citizen == nullptr || (!user_id.empty() && !citizen->user_id.empty() && citizen->user_id != user_id)) {
    if (citizen != nullptr) citizen->phone.clear();
    citizen = &citizens_.emplace_back();
  }
  if (!phone.empty() && citizen->phone != phone) {
    by_key_.erase(citizen->phone);
    citizen->phone = phone;
    by_key_[phone] = citizen;
  }
  if (!user_id.empty()) {
    citizen->user_id = user_id;
    by_key_[user_id] = citizen;
  }
  return *citizen;
}

void Citizens::clear() {
  by_key_.clear();
  citizens_.clear();
}

std::string user_id_of(const std::string& phone) {
  std::string digits;
  for (const unsigned char byte : sha256("citizen " + phone)) {
    if (digits.size() < 18) digits += static_cast<char>('0' + byte % 10);
  }
  return "IT.2" + digits;
}

}  // namespace sim
