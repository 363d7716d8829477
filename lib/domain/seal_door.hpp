// seal_door.hpp: the door through which liburp.so reaches libsodium in liburp-net.so. Both sides include it.
#pragma once

#include <string>

namespace urp {

/// `key`: 32 bytes, public. False: the library cannot be used.
using SealFunction = bool(const std::string& key, const std::string& text, std::string& box);
/// `key`: 32 bytes, private. False: this key does not open it.
using UnsealFunction = bool(const std::string& key, const std::string& box, std::string& text);

/// They change with every change of what crosses the door, so that an older module is refused instead of
/// misread.
inline constexpr const char* seal_function_name = "urp_seal_v1";
inline constexpr const char* unseal_function_name = "urp_unseal_v1";

}  // namespace urp
