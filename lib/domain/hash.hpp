// hash.hpp: SHA-256 and how its result is written.
#pragma once

#include <string>
#include <string_view>

namespace urp {

std::string sha256(std::string_view bytes);  // 32 bytes
std::string hex(std::string_view bytes);     // lower case

}  // namespace urp
