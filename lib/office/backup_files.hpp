// backup_files.hpp: what a backup consists of: a database, and the attachments in a folder beside it.
#pragma once

#include <filesystem>
#include <memory>

#include "db/store.hpp"

namespace urp {

/// FILE-media
std::filesystem::path media_of_backup(const std::filesystem::path& backup);
/// Where it really lies. Throws not_found, configuration (no database of urp's).
std::filesystem::path find_backup(const std::filesystem::path& backup);
std::unique_ptr<db::Store> open_backup(const std::filesystem::path& backup);

}  // namespace urp
