#include "db/place.hpp"

#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <fstream>
#include <optional>

#include <urp/error.hpp>

#include "db/inside.hpp"
#include "db/migrations.hpp"
#include "domain/hash.hpp"
#include "domain/say.hpp"
#include "files/trouble.hpp"

namespace urp::db {
namespace {

namespace fs = std::filesystem;

constexpr std::array companions = {"-users", "-upkeep", "-sender", "-listener", "-gate", "-turn", "-wal"};

/// As SQLite wants names in an address.
std::string encode(const std::string& path) {
  std::string text;
  for (const unsigned char c : path) {
    const bool plain = std::isalnum(c) != 0 || c == '/' || c == '-' || c == '_' || c == '.';
    text += plain ? std::string(1, static_cast<char>(c)) : "%" + hex(std::string(1, static_cast<char>(c)));
  }
  return text;
}

using Head100 = std::array<char, 100>;

std::uint32_t number_in(const Head100& head, std::size_t at, std::size_t bytes) {
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < bytes; ++i) number = number << 8 | static_cast<unsigned char>(head[at + i]);
  return number;
}

std::optional<int> application_in(const Head100& head) {
  constexpr std::string_view magic("SQLite format 3\0", 16);
  constexpr std::size_t application_at = 68;
  if (std::string_view(head.data(), magic.size()) != magic) return std::nullopt;
  return static_cast<int>(number_in(head, application_at, 4));
}

/// How many bytes the file has, as its head says; of a log that is being copied back, how many it will have.
sqlite3_int64 size_in(const Head100& head) {
  constexpr std::size_t page_size_at = 16, pages_at = 28;
  const sqlite3_int64 page = number_in(head, page_size_at, 2);
  return (page == 1 ? 65'536 : page) * number_in(head, pages_at, 4);
}

sqlite3_file* file_of(sqlite3* connection) {
  sqlite3_file* file = nullptr;
  sqlite3_file_control(connection, "main", SQLITE_FCNTL_FILE_POINTER, &file);
  return file;
}

/// Nothing when it is no database. Read through SQLite's own descriptor: closing one of ours would take away
/// the locks that another thread's Store holds on it. `immutable`: no lock, no log, no byte is written. And
/// no statement: while somebody brings the log over, the file says that it is longer than it is yet, and
/// SQLite would call it damaged.
std::optional<int> application_of(const fs::path& path) {
  Head100 head{};
  try {
    SQLite::Database database("file:" + encode(path.string()) + "?immutable=1",
                              SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOFOLLOW);
    auto* const connection = database.getHandle();
    sqlite3_file* const file = file_of(connection);
    const int result = file->pMethods->xRead(file, head.data(), static_cast<int>(head.size()), 0);
    if (result == SQLITE_IOERR_SHORT_READ) return std::nullopt;
    if (result != SQLITE_OK) {
      int error = 0;
      sqlite3_file_control(connection, "main", SQLITE_FCNTL_LAST_ERRNO, &error);
      throw_translated(SQLite::Exception("the head cannot be read", result), path, error);
    }
  } catch (const SQLite::Exception& failure) {
    throw_translated(failure, path);
  }
  return application_in(head);
}

/// What an office leaves beside its database.
std::optional<std::string> find_companion(const files::Folder& folder, const std::string& name) {
  const auto names = folder.list();
  for (const char* ending : companions) {
    if (std::find(names.begin(), names.end(), name + ending) != names.end()) return name + ending;
  }
  std::error_code unreadable;
  for (const auto& entry : fs::directory_iterator(folder.path() / "media", unreadable)) {
    if (entry.path().filename() != "tmp") return "media/" + entry.path().filename().string();
  }
  return std::nullopt;
}

enum class Head { missing, empty, ours };

Head look_at_head(const files::Folder& folder, const std::string& name) {
  const auto path = folder.path() / name;
  struct stat found {};
  if (::fstatat(folder.descriptor(), name.c_str(), &found, AT_SYMLINK_NOFOLLOW) != 0) {
    if (errno == ENOENT) return Head::missing;
    files::throw_trouble(path, errno);
  }
  if (S_ISLNK(found.st_mode)) files::throw_trouble(path, ELOOP);
  if (S_ISREG(found.st_mode) && found.st_size == 0) return Head::empty;
  const auto application = S_ISREG(found.st_mode) ? application_of(path) : std::nullopt;
  if (!application) {
    throw Error(Fault::configuration, say(_("{0}: no database, but some other file"), path.string()),
                _("check [database] path, --database and URP_DATABASE; nothing was changed"));
  }
  if (*application != application_id) {
    throw Error(Fault::configuration, say(_("{0}: the database of another program"), path.string()),
                _("check [database] path, --database and URP_DATABASE; nothing was changed"));
  }
  return Head::ours;
}

void build(const fs::path& path) {
  SQLite::Database database(path.string(), SQLITE_OPEN_READWRITE);
  // Nobody sees it before it is whole, so there is nothing to roll back to; it is synced once, at its end.
  database.exec("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;");
  walk_migrations(database);
  database.exec("PRAGMA journal_mode = WAL");
}

/// False: somebody has put a database there meanwhile.
bool put_in_place(const files::Folder& folder, const std::string& built, const std::string& name) {
  const int at = folder.descriptor();
  if (::renameat2(at, built.c_str(), at, name.c_str(), RENAME_NOREPLACE) == 0) return true;
  if (errno != EEXIST) files::throw_trouble(folder.path() / name, errno);
  // An empty file, made beforehand for its mode perhaps: of two who take it away one waits for the other.
  const auto empty = folder.open_file(name, O_RDWR);
  if (!empty || ::flock(empty->get(), LOCK_EX) != 0) return false;
  struct stat opened {
  }, there{};
  const bool same = ::fstat(empty->get(), &opened) == 0 &&
                    ::fstatat(at, name.c_str(), &there, AT_SYMLINK_NOFOLLOW) == 0 &&
                    opened.st_ino == there.st_ino && opened.st_size == 0;
  if (!same) return false;
  if (::renameat(at, built.c_str(), at, name.c_str()) != 0) files::throw_trouble(folder.path() / name, errno);
  return true;
}

/// systemd's id, or what the machine calls itself.
std::string machine_name() {
  std::string id;
  std::ifstream("/etc/machine-id") >> id;
  if (!id.empty()) return id;
  std::array<char, 256> name{};
  ::gethostname(name.data(), name.size() - 1);
  return name.data();
}

}  // namespace

fs::path canonical_path(const fs::path& database) {
  std::error_code missing;
  auto path = fs::canonical(database, missing);
  if (!missing) return path;
  const auto absolute = fs::absolute(database);
  path = fs::canonical(absolute.parent_path(), missing);
  return missing ? absolute.lexically_normal() : path / absolute.filename();
}

Found look_at(const files::Folder& folder, const std::string& name) {
  if (look_at_head(folder, name) == Head::ours) return Found::ours;
  const auto companion = find_companion(folder, name);
  if (!companion) return Found::nothing;
  // The file comes before its locks: whoever began at the same moment has put it there by now.
  const Head again = look_at_head(folder, name);
  if (again == Head::ours) return Found::ours;
  const auto path = (folder.path() / name).string();
  throw Error(Fault::configuration,
              again == Head::missing
                  ? say(_("{0}: the database is missing, but {1} is there"), path, *companion)
                  : say(_("{0}: the database is empty, but {1} is there"), path, *companion),
              say(_("mount its disk or restore the last backup; only for a new office take {0} away"),
                  (folder.path() / *companion).string()));
}

Standing standing_of(const Store& store) {
  struct stat found {};
  if (store.path().empty() || ::stat(store.path().c_str(), &found) != 0) return {};
  return {machine_name(), store.path().string(), static_cast<std::int64_t>(found.st_ino)};
}

Beside list_beside(const fs::path& database) {
  Beside beside;
  for (const char* ending : {"-wal", "-shm"}) {
    struct stat found {};
    const std::string name = database.string() + ending;
    if (::lstat(name.c_str(), &found) == 0) beside.emplace_back(name, found.st_ino);
  }
  return beside;
}

namespace {

Connection& connection_of(Store& store) {
  return static_cast<Connection&>(store.database());
}

/// SQLite has its pages in memory and in the log, and would not notice. A disk that cannot be read is for
/// whoever reads from it to tell.
bool is_whole(Store& store) {
  sqlite3_file* const file = file_of(store.handle());
  Head100 head{};
  sqlite3_int64 size = 0;
  const int read = file->pMethods->xRead(file, head.data(), static_cast<int>(head.size()), 0);
  if (read == SQLITE_IOERR_SHORT_READ) return false;
  if (read != SQLITE_OK || file->pMethods->xFileSize(file, &size) != SQLITE_OK) return true;
  auto& connection = connection_of(store);
  // Shorter than it was and than it says: cut. A VACUUM makes it shorter, and says so.
  const bool is_cut = size < connection.size && size < size_in(head);
  if (application_in(head) != application_id || is_cut) return false;
  connection.size = size;
  return true;
}

}  // namespace

void remember_place(Store& store) {
  connection_of(store).beside = list_beside(store.path());
  is_whole(store);
}

bool is_in_place(Store& store) {
  if (store.path().empty()) return true;
  int moved = 0;
  const int asked = sqlite3_file_control(store.handle(), "main", SQLITE_FCNTL_HAS_MOVED, &moved);
  return asked == SQLITE_OK && moved == 0 && connection_of(store).beside == list_beside(store.path()) &&
         is_whole(store);
}

void require_in_place(Store& store) {
  if (!is_in_place(store)) throw_replaced(store);
}

void throw_replaced(const Store& store) {
  throw Error(Fault::failed,
              say(_("{0}: the database was removed or replaced while urp was working with it"),
                  store.path().string()),
              _("bring it back, then start the service urp again"));
}

void create_database(const files::Folder& folder, const std::string& name) {
  std::string built = name + ".new-";
  auto file = folder.create_passing_file(built, folder.file_mode());  // before SQLite: -wal takes its mode
  try {
    build(folder.path() / built);
    if (::fsync(file.get()) != 0) files::throw_trouble(folder.path() / name, errno);
    file.reset();  // before others may open it, for their locks' sake
    if (!put_in_place(folder, built, name)) folder.remove(built);
    folder.sync();
  } catch (const SQLite::Exception& failure) {
    folder.remove(built);
    throw_translated(failure, folder.path() / name);
  } catch (...) {
    folder.remove(built);
    throw;
  }
}

}  // namespace urp::db
