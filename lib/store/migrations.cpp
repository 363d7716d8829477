#include "store/migrations.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <string>

#include "store/store.hpp"

namespace urp::store {

int newest_schema() {
  static const int newest = embedded_migrations().back().number;
  return newest;
}

void walk_migrations(Store& store) {
  auto& database = store.database();
  for (const auto& step : embedded_migrations()) {
    if (step.number <= store.schema_version()) continue;
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    // Read again inside the transaction: another process may have walked this step while we waited.
    if (step.number <= store.schema_version()) continue;
    database.exec(std::string(step.sql));
    database.exec("PRAGMA user_version = " + std::to_string(step.number));
    transaction.commit();
  }
}

}  // namespace urp::store
