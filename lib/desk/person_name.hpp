// person_name.hpp: what the office may call a citizen.
#pragma once

#include <string>
#include <string_view>

namespace urp {

/// Without blanks around it; one line. Throws usage.
std::string checked_person_name(std::string_view name);

}  // namespace urp
