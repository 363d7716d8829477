#include "db/store.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <thread>

#include "db/inside.hpp"
#include "db/migrations.hpp"
#include "domain/say.hpp"

namespace urp::db {
namespace {

constexpr std::chrono::milliseconds patience{5000};
constexpr int open_flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;  // one Store a thread

/// In an office's folder (setgid: every new file gets the group) colleagues write too; elsewhere only the
/// owner.
unsigned file_mode(const std::filesystem::path& file) {
  struct stat folder {};
  const auto parent = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
  const bool shared = ::stat(parent.c_str(), &folder) == 0 && (folder.st_mode & S_ISGID) != 0;
  return shared ? 0660 : 0600;
}

std::filesystem::path lock_path(const std::filesystem::path& database, std::string_view name) {
  return database.string() + "-" + std::string(name);
}

/// The file before SQLite opens it: -wal and -shm take its mode.
void make_file(const std::filesystem::path& path) {
  const unsigned mode = file_mode(path);
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (fd >= 0) {
    ::fchmod(fd, mode);
    ::close(fd);
    return;
  }
  if (errno == EEXIST) return;  // another process was quicker
  throw Error(errno == EACCES || errno == EROFS ? Fault::denied : Fault::failed,
              say(_("{0}: the database cannot be created: {1}"), path.string(), std::strerror(errno)),
              _("choose another place with [database] path, or make the folder writable"));
}

void make_folder(const std::filesystem::path& folder) {
  std::error_code error;
  if (folder.empty() || std::filesystem::exists(folder, error)) return;
  if (folder.has_parent_path()) make_folder(folder.parent_path());
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) {
    throw Error(errno == EACCES || errno == EROFS ? Fault::denied : Fault::failed,
                say(_("{0}: the folder cannot be created: {1}"), folder.string(), std::strerror(errno)),
                _("create it, or choose another place with [database] path"));
  }
}

/// WAL does not wait on the busy timeout when several processes begin at once, so it is asked again.
void begin_wal(SQLite::Database& database) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  for (;;) {
    try {
      database.exec("PRAGMA journal_mode = WAL");
      return;
    } catch (const SQLite::Exception& error) {
      const bool busy = (error.getErrorCode() & 0xff) == SQLITE_BUSY;
      if (!busy || std::chrono::steady_clock::now() >= deadline) throw;
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }
}

void set_pragmas(SQLite::Database& database) {
  database.setBusyTimeout(static_cast<int>(patience.count()));
  database.exec(
      "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -16000;"
      "PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = ON;");
}

}  // namespace

void throw_busy(const std::filesystem::path& path) {
  throw Error(Fault::busy, say(_("{0}: the database is busy"), path.string()), _("try again in a moment"));
}

void throw_translated(const SQLite::Exception& error, const std::filesystem::path& path) {
  const std::string what = say(_("{0}: {1}"), path.empty() ? ":memory:" : path.string(), error.what());
  switch (error.getErrorCode() & 0xff) {
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
      throw Error(Fault::denied, what,
                  _("the database and its folder must be writable for the group of the office"));
    case SQLITE_FULL:
      throw Error(Fault::failed, what, _("the disk is full: make room, nothing was changed"));
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
      throw Error(Fault::failed, what, _("the database is damaged: restore the last backup"));
    default:
      throw Error(Fault::failed, what);
  }
}

std::unique_ptr<Store> Store::open(const StoreOptions& options) {
  const auto& path = options.path;
  std::error_code error;
  if (!std::filesystem::exists(path, error)) {
    if (!options.create) {
      throw Error(Fault::not_found, say(_("{0}: there is no database"), path.string()),
                  _("any command of urp creates it; check [database] path"));
    }
    make_folder(path.parent_path());
    make_file(path);
  }
  auto inside = std::make_unique<Inside>();
  inside->path = path;
  const unsigned mode = file_mode(path);
  inside->users = FileLock(lock_path(path, "users"), mode);
  inside->gate = FileLock(lock_path(path, "gate"), mode);
  inside->turn = FileLock(lock_path(path, "turn"), mode);
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
    inside->database = std::make_unique<SQLite::Database>(path.string(), open_flags);
    set_pragmas(*inside->database);
    std::unique_ptr<Store> store(new Store(std::move(inside)));
    const int version = store->schema_version();
    if (version > newest_schema()) {
      throw Error(Fault::schema_newer,
                  say(_("{0}: written by a newer urp (schema {1}, this one knows {2})"), path.string(),
                      version, newest_schema()),
                  _("install the newer urp on this machine too"));
    }
    if (version == newest_schema()) return store;
    if (version != 0 && !options.migrate) {
      throw Error(Fault::schema_older,
                  say(_("{0}: written by an older urp (schema {1}, this one needs {2})"), path.string(),
                      version, newest_schema()),
                  _("run: urp migrate"));
    }
    if (version != 0 && options.before_migration) options.before_migration(*store, version);
    begin_wal(store->database());
    walk_migrations(*store);
    return store;
  } catch (const SQLite::Exception& failure) {
    throw_translated(failure, path);
  }
}

std::unique_ptr<Store> Store::in_memory() {
  auto inside = std::make_unique<Inside>();
  inside->database = std::make_unique<SQLite::Database>(":memory:", open_flags | SQLITE_OPEN_CREATE);
  set_pragmas(*inside->database);
  std::unique_ptr<Store> store(new Store(std::move(inside)));
  walk_migrations(*store);
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
  if (inside_->path.empty()) return {};
  return FileLock(lock_path(inside_->path, name), file_mode(inside_->path));
}

}  // namespace urp::db
