#include "db/log.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include "db/inside.hpp"

namespace urp::db {
namespace {

void set_mode(Store& store, const char* mode) {
  try {
    store.database().exec("PRAGMA journal_mode = " + std::string(mode));
  } catch (const SQLite::Exception& failure) {
    throw_translated(failure, store.path());
  }
}

}  // namespace

bool empty_log(Store& store) {
  if (store.path().empty()) return true;
  const int result =
      sqlite3_wal_checkpoint_v2(store.handle(), "main", SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  if (result == SQLITE_BUSY) return false;
  if (result != SQLITE_OK) throw_translated(SQLite::Exception(store.handle(), result), store.path());
  return true;
}

void leave_log(Store& store) {
  set_mode(store, "DELETE");
}

void begin_log(Store& store) {
  set_mode(store, "WAL");
}

}  // namespace urp::db
