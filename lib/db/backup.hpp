// backup.hpp: a copy of a database that others write meanwhile.
#pragma once

#include <filesystem>

#include "db/store.hpp"

namespace urp::db {

/// All of it as it is now, into a file that is there and empty: in steps, over one view, so that writers
/// neither wait nor make it begin anew. On disk, and one file without a log, when this returns.
void copy_pages(Store& source, const std::filesystem::path& target);
/// The same of a database of any age that nobody works in.
void copy_pages(const std::filesystem::path& source, const std::filesystem::path& target);

}  // namespace urp::db
