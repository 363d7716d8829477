#include "db/backup.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include "db/inside.hpp"
#include "db/log.hpp"
#include "files/stop.hpp"

namespace urp::db {
namespace {

constexpr int pages_a_step = 1024;

struct Copy {
  Copy(sqlite3* to, sqlite3* from) : backup(sqlite3_backup_init(to, "main", from, "main")) {}
  ~Copy() { sqlite3_backup_finish(backup); }
  Copy(const Copy&) = delete;
  sqlite3_backup* backup;
};

/// The view is held open over all steps: SQLite begins anew only when what it reads has changed.
void copy_view(sqlite3* source, const std::filesystem::path& target) {
  SQLite::Database copy(target.string(), SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW);
  copy.exec("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF");  // whoever names it syncs it
  {
    const Copy all(copy.getHandle(), source);
    if (!all.backup) throw SQLite::Exception(copy.getHandle());
    int result = SQLITE_OK;
    while ((result = sqlite3_backup_step(all.backup, pages_a_step)) == SQLITE_OK) files::end_if_stopped();
    if (result != SQLITE_DONE) throw SQLite::Exception(copy.getHandle(), result);
  }
  copy.exec("PRAGMA journal_mode = DELETE");
}

}  // namespace

void copy_pages(Store& source, const std::filesystem::path& target) {
  try {
    const Reader view(source);
    view.value<std::int64_t>("SELECT count(*) FROM sqlite_schema");
    copy_view(source.handle(), target);
  } catch (const SQLite::Exception& failure) {
    throw_translated(failure, target);
  }
}

void copy_pages(const std::filesystem::path& source, const std::filesystem::path& target) {
  try {
    SQLite::Database file(source.string(), SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW);
    file.exec("BEGIN; SELECT count(*) FROM sqlite_schema");
    copy_view(file.getHandle(), target);
    file.exec("COMMIT");
  } catch (const SQLite::Exception& failure) {
    throw_translated(failure, source);
  }
}

}  // namespace urp::db
