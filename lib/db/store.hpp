// store.hpp: the SQLite file and its locks. One Store a thread.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string_view>

#include "db/access.hpp"
#include "db/lock.hpp"

struct sqlite3;
namespace SQLite {
class Database;
}  // namespace SQLite

namespace urp::db {

struct StoreOptions {
  std::filesystem::path path;
  bool migrate = false;    // walk the steps instead of throwing schema_older
  bool create = true;      // when there is no file
  bool exclusive = false;  // nobody else may use it, now or until this Store is gone: migration, restore
  std::function<void(Store&, int from)>
      before_migration{};  // of a database that is not new; what it throws ends it
};

class Store {
 public:
  /// Throws schema_newer, schema_older, busy, denied (no access), failed.
  static std::unique_ptr<Store> open(const StoreOptions& options);
  static std::unique_ptr<Store> in_memory();
  /// A database that nobody else knows of yet, as a copy on its way: no locks. Throws what open() throws, and
  /// configuration when it is no database of ours.
  static std::unique_ptr<Store> open_unseen(const std::filesystem::path& path, bool migrate);
  ~Store();

  const std::filesystem::path& path() const;  // empty in memory
  std::filesystem::path media_folder() const;
  SQLite::Database& database();
  sqlite3* handle();
  int schema_version();

  /// The lock files: "users" (everybody, shared), "upkeep" (migrations), "sender", "gate" and "turn" (who
  /// writes next), and "listener", which who receives holds shared. A store in memory has none: its locks are
  /// always free.
  FileLock lock_file(std::string_view name) const;
  /// True when SQLite rolled the transaction back by itself (a full disk does that).
  bool lost_transaction() const;

 private:
  friend class Access;
  friend class Query;
  friend class Writer;
  struct Inside;
  explicit Store(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

}  // namespace urp::db
