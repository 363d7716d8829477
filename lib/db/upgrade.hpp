// upgrade.hpp: an older database becomes one of this urp, a copy of it first.
#pragma once

#include <filesystem>
#include <optional>

namespace urp::db {

class Store;

/// A copy beside the database, before its first step away from schema `from`; returns where.
std::filesystem::path keep_copy(Store& store, int from);

struct Upgrade {
  int from = 0, to = 0;
  std::optional<std::filesystem::path> backup;
};
/// The schema of the file; changes nothing. Throws not_found, failed, denied.
int read_schema(const std::filesystem::path& database);
/// Alone with the database: throws busy when others use it, schema_newer, not_found.
Upgrade upgrade_database(const std::filesystem::path& database);

}  // namespace urp::db
