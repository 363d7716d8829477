// keyed.hpp: names under which the office knows again what it may not keep: hashes that nobody can try out
// without its secret, which is in every backup from the first day on.
#pragma once

#include <string>
#include <string_view>

#include "store/access.hpp"

namespace urp::store {

std::string erasure_secret(const Access& db);
/// 32 bytes.
std::string keyed(const std::string& secret, std::string_view kind, std::string_view value);

}  // namespace urp::store
