// migrations.hpp: the steps of store/sql are the only schema; new and old files walk the same ones.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace SQLite {
class Database;
}

namespace urp::db {

struct Migration {
  int number;
  std::string_view name;
  std::string_view sql;
};

/// From lib/store/sql, made at build time.
std::vector<Migration> embedded_migrations();
/// The schema this urp writes.
int newest_schema();
/// Walks what is missing, each step in its own transaction. A new database is marked as one of urp's.
void walk_migrations(SQLite::Database& database);

}  // namespace urp::db
