// inside.hpp: what a Store is made of; for the files of store/ alone.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <memory>
#include <unordered_map>
#include <vector>

#include "store/store.hpp"

namespace urp::store {

struct Query::Prepared {
  Prepared(SQLite::Database& database, const char* sql) : statement(database, sql) {}
  Prepared(SQLite::Database& database, const std::string& sql) : statement(database, sql) {}
  SQLite::Statement statement;
  bool on_loan = true;
};

struct Store::Inside {
  std::filesystem::path path;
  FileLock users, gate, turn;
  std::unique_ptr<SQLite::Database> database;
  // By the address of the literal: one comparison instead of hashing the text.
  std::unordered_map<const char*, std::vector<std::unique_ptr<Query::Prepared>>> statements;
};

/// SQLite's complaint as ours: a constraint is the content's fault, BUSY is busy, READONLY and CANTOPEN are
/// denied, all else failed.
[[noreturn]] void throw_translated(const SQLite::Exception& error, const std::filesystem::path& path);
[[noreturn]] void throw_busy(const std::filesystem::path& path);

}  // namespace urp::store
