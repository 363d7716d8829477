#include "db/upgrade.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <string>

#include "db/inside.hpp"
#include "db/migrations.hpp"
#include "db/place.hpp"
#include "domain/say.hpp"
#include "files/whole_file.hpp"

namespace urp::db {
namespace {

[[noreturn]] void complain_missing(const std::filesystem::path& database) {
  throw Error(Fault::not_found, say(_("{0}: there is no database"), database.string()),
              _("any command of urp creates it; check [database] path"));
}

/// VACUUM INTO, because it takes what still stands in the -wal along. It makes the file itself, with the mode
/// of the umask, so it writes over the empty one that WholeFile made for the owner alone.
void copy_database(SQLite::Database& database, const std::filesystem::path& target) {
  files::WholeFile file(target, files::WholeFile::Kind::named);
  SQLite::Statement copy(database, "VACUUM INTO ?");
  copy.bind(1, file.temporary().string());
  copy.exec();
  file.commit();
}

}  // namespace

std::filesystem::path keep_copy(Store& store, int from) {
  const std::filesystem::path copy = store.path().string() + ".schema" + std::to_string(from) + ".backup";
  copy_database(store.database(), copy);
  return copy;
}

int read_schema(const std::filesystem::path& database) {
  const auto path = canonical_path(database);
  std::error_code error;
  if (!std::filesystem::exists(path.parent_path(), error)) complain_missing(path);
  if (look_at(files::Folder(path.parent_path()), path.filename()) == Found::nothing) complain_missing(path);
  try {
    SQLite::Database file(
        path.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_NOFOLLOW);  // a database in WAL needs its -shm
    file.setBusyTimeout(5000);
    return file.execAndGet("PRAGMA user_version").getInt();
  } catch (const SQLite::Exception& failure) {
    throw_translated(failure, database);
  }
}

Upgrade upgrade_database(const std::filesystem::path& database) {
  Upgrade result;
  result.to = newest_schema();
  result.from = read_schema(database);
  if (result.from == result.to) return result;
  FileLock upkeep;  // held until the last step is done; after "users", as everybody does
  StoreOptions options;
  options.path = database;
  options.migrate = true;
  options.create = false;
  options.exclusive = true;
  options.before_migration = [&](Store& store, int from) {
    upkeep = store.lock_file("upkeep");
    if (!upkeep.lock(FileLock::Mode::exclusive, std::chrono::seconds(5))) throw_busy(database);
    result.from = from;
    result.backup = keep_copy(store, from);
  };
  const auto store = Store::open(options);
  result.to = store->schema_version();
  return result;
}

}  // namespace urp::db
