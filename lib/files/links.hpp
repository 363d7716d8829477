// links.hpp: symbolic links in what somebody named to be written: one's own and root's are followed.
#pragma once

#include <filesystem>
#include <optional>

namespace urp::files {

/// The descriptor that /dev/stdout, /dev/fd/3, /proc/self/fd/3 stand for.
std::optional<int> named_descriptor(const std::filesystem::path& path);
/// What stands at the end of the links; perhaps nothing does yet. Throws refused (somebody else's link),
/// failed.
std::filesystem::path follow_links(std::filesystem::path target);

}  // namespace urp::files
