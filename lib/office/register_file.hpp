// register_file.hpp: the register of erasures once more, in a file beside the database: it outlives a
// database that is lost, and is asked when an older one is restored.
#pragma once

#include <filesystem>
#include <vector>

#include "store/erase.hpp"

namespace urp {

/// urp.db-erasures
std::filesystem::path register_path(const std::filesystem::path& database);
/// What stands in the table and in the file. On disk when this returns; nothing in memory.
void keep_register(db::Store& store);
/// Empty when there is none. Throws failed for a line that is none of ours.
std::vector<store::RegisterLine> read_register(const std::filesystem::path& file);
/// The same of a copy that somebody names; of an empty path nothing. Throws not_found too.
std::vector<store::RegisterLine> read_register_copy(const std::filesystem::path& file);

}  // namespace urp
