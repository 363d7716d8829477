// migrations.hpp: the steps of store/sql are the only schema; new and old files walk the same ones.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace urp::db {

class Store;

struct Migration {
  int number;
  std::string_view name;
  std::string_view sql;
};

/// From lib/store/sql, made at build time.
std::vector<Migration> embedded_migrations();
/// The schema this urp writes.
int newest_schema();
/// Walks what is missing, each step in its own transaction; safe when several processes begin at once.
void walk_migrations(Store& store);

}  // namespace urp::db
