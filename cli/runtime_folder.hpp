// runtime_folder.hpp: where a terminal session keeps what belongs to it alone.
#pragma once

#include <filesystem>
#include <optional>

namespace urp::cli {

/// $XDG_RUNTIME_DIR, /run/user/UID, or the cache. One that is somebody else's (su and sudo keep the
/// variables) is none; nothing when there is no other.
std::optional<std::filesystem::path> runtime_folder();

}  // namespace urp::cli
