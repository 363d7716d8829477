// contact.hpp: a citizen, who may have no phone.
#pragma once

#include <optional>
#include <string>

#include <urp/ids.hpp>

namespace urp {

struct ContactSummary {
  ContactId id;
  std::optional<std::string> name;
  std::optional<std::string> phone;    // "+39..."
  std::optional<std::string> user_id;  // business-scoped user id
  std::optional<std::string> username;
  bool blocked = false;
};

}  // namespace urp
