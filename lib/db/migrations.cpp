#include "db/migrations.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <string>

#include "db/place.hpp"

namespace urp::db {
namespace {

int schema_of(SQLite::Database& database) {
  return database.execAndGet("PRAGMA user_version").getInt();
}

}  // namespace

int newest_schema() {
  static const int newest = embedded_migrations().back().number;
  return newest;
}

void walk_migrations(SQLite::Database& database) {
  while (schema_of(database) < newest_schema()) {
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    // Read again inside the transaction: another process may have walked on while we waited.
    const int from = schema_of(database);
    if (from == 0) database.exec("PRAGMA application_id = " + std::to_string(application_id));
    for (const auto& step : embedded_migrations()) {
      if (step.number <= from) continue;
      database.exec(std::string(step.sql));
      database.exec("PRAGMA user_version = " + std::to_string(step.number));
      if (from != 0) break;  // an old database walks step by step, a new one at once
    }
    transaction.commit();
  }
}

}  // namespace urp::db
