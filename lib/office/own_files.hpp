// own_files.hpp: what belongs to the office's database, and its secrets, are no place for what a command
// writes.
#pragma once

#include "office/local.hpp"

namespace urp {

/// Neither over the database itself, nor over what stands beside it, nor into its media, through links
/// either; nor over a file that the configuration names. Throws usage.
void refuse_own_files(const Office::Local& office, const std::filesystem::path& target);

}  // namespace urp
