#include "db/store.hpp"

#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "db/inside.hpp"
#include "db/migrations.hpp"
#include "db/place.hpp"
#include "domain/say.hpp"
#include "files/trouble.hpp"

namespace urp::db {
namespace {

constexpr std::chrono::milliseconds patience{5000};
constexpr int open_flags =
    SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW;  // one Store a thread

std::filesystem::path lock_path(const std::filesystem::path& database, std::string_view name) {
  return database.string() + "-" + std::string(name);
}

/// Of an office, where colleagues write too, when root makes it; of a single user else. Folders above it are
/// everybody's way through.
void make_folder(const std::filesystem::path& folder, unsigned mode) {
  std::error_code error;
  if (folder.empty() || std::filesystem::exists(folder, error)) return;
  if (folder.has_parent_path()) make_folder(folder.parent_path(), 0755);
  if (::mkdir(folder.c_str(), mode) == 0) {
    ::chmod(folder.c_str(), mode);  // whatever the umask
  } else if (errno != EEXIST) {
    files::throw_trouble(folder, errno, _("create it, or choose another place with [database] path"));
  }
}

[[noreturn]] void complain_missing(const std::filesystem::path& path) {
  throw Error(Fault::configuration, say(_("{0}: there is no database"), path.string()),
              _("check [database] path, and that its disk is mounted; a new one is made by: urp init"));
}

unsigned folder_mode() {
  return ::geteuid() == 0 ? 02770 : 0700;
}

void set_pragmas(SQLite::Database& database) {
  database.setBusyTimeout(static_cast<int>(patience.count()));
  database.exec(
      "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -16000;"
      "PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = ON;"
      "PRAGMA journal_size_limit = 67108864;"  // a log that grew gives its room back
      "PRAGMA secure_delete = ON;"             // what is erased is overwritten
      "PRAGMA trusted_schema = OFF;");
  // Whoever can write the file could plant functions in its schema, or bend it with the next statement of
  // ours.
  sqlite3_db_config(database.getHandle(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
}

/// False: steps are missing, and may be walked.
bool is_current(Store& store, bool migrate) {
  const int version = store.schema_version();
  const std::string path = store.path().string();
  if (version > newest_schema()) {
    throw Error(Fault::schema_newer,
                say(_("{0}: written by a newer urp (schema {1}, this one knows {2})"), path, version,
                    newest_schema()),
                _("install the newer urp on this machine too"));
  }
  if (version == newest_schema()) return true;
  if (!migrate) {
    throw Error(Fault::schema_older,
                say(_("{0}: written by an older urp (schema {1}, this one needs {2})"), path, version,
                    newest_schema()),
                _("run: urp migrate"));
  }
  return false;
}

}  // namespace

void throw_busy(const std::filesystem::path& path) {
  throw Error(Fault::busy, say(_("{0}: the database is busy"), path.string()), _("try again in a moment"));
}

int system_error_behind(sqlite3* connection, int code) {
  int error = sqlite3_system_errno(connection);
  // A page that cannot be read comes as a damaged file, and SQLite keeps the reason with the file alone.
  if ((code & 0xff) == SQLITE_CORRUPT)
    sqlite3_file_control(connection, "main", SQLITE_FCNTL_LAST_ERRNO, &error);
  return error;
}

void throw_translated(const SQLite::Exception& error, const std::filesystem::path& path, int system_error) {
  const std::string name = path.empty() ? ":memory:" : path.string();
  const std::string what = say(_("{0}: {1}"), name, error.what());
  const int code = error.getErrorCode() & 0xff;
  // A disk that fails may look like a damaged file.
  const bool disk_fails = code == SQLITE_IOERR || (code == SQLITE_CORRUPT && system_error == EIO);
  if (code == SQLITE_FULL || (disk_fails && (system_error == ENOSPC || system_error == EDQUOT))) {
    throw Error(Fault::failed, say(_("{0}: the disk is full"), name), _("make room; nothing was changed"));
  }
  if (disk_fails) {
    throw Error(Fault::failed,
                say(_("{0}: the disk cannot be read or written: {1}"), name,
                    std::strerror(system_error != 0 ? system_error : EIO)),
                _("see the system's log: the disk may be failing"));
  }
  switch (code) {
    case SQLITE_CONSTRAINT:
    case SQLITE_TOOBIG:
    case SQLITE_MISMATCH:
      throw ContentError(Fault::failed, what);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      throw_busy(path);
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      throw Error(Fault::denied, say(_("{0}: the database cannot be opened for writing"), name),
                  _("the database and its folder must be writable for the group of the office"));
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
      throw Error(Fault::failed, say(_("{0}: the database is damaged"), name), _("restore the last backup"));
    case SQLITE_ERROR:
      // Every question is ours: what it asks for is not there any more.
      throw Error(Fault::failed, say(_("{0}: the database is not as urp made it: {1}"), name, error.what()),
                  _("see what was changed with: urp verify; else restore the last backup"));
    default:
      throw Error(Fault::failed, what);
  }
}

std::unique_ptr<Store> Store::open(const StoreOptions& options) {
  auto path = canonical_path(options.path);
  if (options.create) {
    make_folder(path.parent_path(), folder_mode());
    path = canonical_path(path);
  }
  if (std::error_code unknown; !options.create && !std::filesystem::exists(path.parent_path(), unknown)) {
    complain_missing(path);
  }
  const std::string name = path.filename();
  auto inside = std::make_unique<Inside>();
  inside->path = path;
  inside->folder.emplace(path.parent_path());
  const auto& folder = *inside->folder;
  if (look_at(folder, name) == Found::nothing) {
    if (!options.create) {
      complain_missing(path);
    }
    create_database(folder, name);
  }
  inside->users = FileLock(lock_path(path, "users"), folder.file_mode());
  inside->gate = FileLock(lock_path(path, "gate"), folder.file_mode());
  inside->turn = FileLock(lock_path(path, "turn"), folder.file_mode());
  const auto users_mode = options.exclusive ? FileLock::Mode::exclusive : FileLock::Mode::shared;
  if (!inside->users.lock(users_mode, patience)) {
    if (options.exclusive) {
      throw Error(Fault::busy, say(_("{0}: other commands are using the database"), path.string()),
                  _("stop the service urp and let the clerks' commands end, then try again"));
    }
    throw Error(Fault::busy, say(_("{0}: the database is being restored or migrated"), path.string()),
                _("try again in a moment"));
  }
  try {
    inside->database = std::make_unique<Connection>(path.string(), open_flags);
    set_pragmas(*inside->database);
    std::unique_ptr<Store> store(new Store(std::move(inside)));
    if (!is_current(*store, options.migrate)) {
      if (options.before_migration) options.before_migration(*store, store->schema_version());
      walk_migrations(store->database());
    }
    remember_place(*store);
    return store;
  } catch (const SQLite::Exception& failure) {
    throw_translated(failure, path);
  }
}

std::unique_ptr<Store> Store::open_unseen(const std::filesystem::path& path, bool migrate) {
  if (look_at(files::Folder(path.parent_path()), path.filename()) == Found::nothing) complain_missing(path);
  auto inside = std::make_unique<Inside>();
  inside->path = path;
  try {
    inside->database = std::make_unique<Connection>(path.string(), open_flags);
    set_pragmas(*inside->database);
    std::unique_ptr<Store> store(new Store(std::move(inside)));
    if (!is_current(*store, migrate)) walk_migrations(store->database());
    return store;
  } catch (const SQLite::Exception& failure) {
    throw_translated(failure, path);
  }
}

std::unique_ptr<Store> Store::in_memory() {
  auto inside = std::make_unique<Inside>();
  inside->database = std::make_unique<Connection>(":memory:", open_flags | SQLITE_OPEN_CREATE);
  set_pragmas(*inside->database);
  std::unique_ptr<Store> store(new Store(std::move(inside)));
  walk_migrations(store->database());
  return store;
}

Store::Store(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {
}
Store::~Store() = default;

const std::filesystem::path& Store::path() const {
  return inside_->path;
}
std::filesystem::path Store::media_folder() const {
  const auto& path = inside_->path;
  return std::filesystem::absolute(path.empty() ? "memory.db" : path).parent_path() / "media";
}
SQLite::Database& Store::database() {
  return *inside_->database;
}
sqlite3* Store::handle() {
  return inside_->database->getHandle();
}
int Store::schema_version() {
  return inside_->database->execAndGet("PRAGMA user_version").getInt();
}
bool Store::lost_transaction() const {
  return sqlite3_get_autocommit(inside_->database->getHandle()) != 0;
}

FileLock Store::lock_file(std::string_view name) const {
  if (!inside_->folder) return {};
  return FileLock(lock_path(inside_->path, name), inside_->folder->file_mode());
}

}  // namespace urp::db
