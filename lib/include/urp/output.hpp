// output.hpp: what a command made in one piece, into the file that somebody named.
#pragma once

#include <filesystem>
#include <string_view>

#include <urp/api.hpp>

namespace urp {
class Office;

/// A regular file or a free name: whole or not at all, 0600; a device or a pipe is written through. Throws
/// denied, failed, refused, usage (a folder, a file of the office's own).
URP_API void write_output(Office& office, const std::filesystem::path& target, std::string_view bytes);

/// For a signal handler: whatever writes a file or a folder takes it away again at its next step, and throws
/// interrupted.
URP_API void stop_writing() noexcept;
/// From now on writing goes on again.
URP_API void write_on() noexcept;

}  // namespace urp
