// hash.hpp: SHA-256, how its result is written and read, and how secrets are compared.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace urp {

std::string sha256(std::string_view bytes);  // 32 bytes
std::string hex(std::string_view bytes);     // lower case
/// Nothing when there is anything but pairs of digits; in either case.
std::optional<std::string> unhex(std::string_view digits);
/// How long it takes tells nothing but whether the lengths are the same.
bool same_bytes(std::string_view a, std::string_view b);

}  // namespace urp
