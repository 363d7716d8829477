#include "db/migrations.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <string>

#include "db/store.hpp"

namespace urp::db {

int newest_schema() {
  static const int newest = embedded_migrations().back().number;
  return newest;
}

void walk_migrations(Store& store) {
  auto& database = store.database();
  while (store.schema_version() < newest_schema()) {
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    // Read again inside the transaction: another process may have walked on while we waited.
    const int from = store.schema_version();
    for (const auto& step : embedded_migrations()) {
      if (step.number <= from) continue;
      database.exec(std::string(step.sql));
      database.exec("PRAGMA user_version = " + std::to_string(step.number));
      // An old database walks step by step. A new one appears whole or not at all, so that whoever begins at
      // the same moment never sees half of it and takes it for an old one.
      if (from != 0) break;
    }
    transaction.commit();
  }
}

}  // namespace urp::db
