// inside.hpp: what a Store is made of; for the files of db/ alone.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include "db/place.hpp"
#include "db/store.hpp"
#include "files/folder.hpp"

namespace urp::db {

/// SQLite's own statement: SQLite::Column counts references at every value read, which is a third of an
/// export.
struct Query::Prepared {
  Prepared(sqlite3* database, std::string_view sql);
  ~Prepared() { sqlite3_finalize(statement); }
  Prepared(const Prepared&) = delete;
  sqlite3_stmt* statement = nullptr;
  bool on_loan = true;
  bool done = false;  // a step after the last row would begin again
};

struct Connection : SQLite::Database {
  using SQLite::Database::Database;
  Beside beside;           // as it was when it was opened
  sqlite3_int64 size = 0;  // bytes of its file when it was looked at last
};

struct Store::Inside {
  std::filesystem::path path;
  std::optional<files::Folder> folder;  // where it and its locks lie
  FileLock users, gate, turn;
  std::unique_ptr<Connection> database;
  // By the address of the literal: one comparison instead of hashing the text.
  std::unordered_map<const char*, std::vector<std::unique_ptr<Query::Prepared>>> statements;
};

/// SQLite's complaint as ours: a constraint is the content's fault, BUSY is busy, READONLY and CANTOPEN are
/// denied, all else failed.
/// `system_error`: errno of the last call of the system that failed, 0 when it is not known.
[[noreturn]] void throw_translated(const SQLite::Exception& error, const std::filesystem::path& path,
                                   int system_error = 0);
/// The errno behind the complaint that this connection made last.
int system_error_behind(sqlite3* connection, int code);
[[noreturn]] void throw_busy(const std::filesystem::path& path);

}  // namespace urp::db
