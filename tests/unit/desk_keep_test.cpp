#include <SQLiteCpp/SQLiteCpp.h>
#include <doctest/doctest.h>
#include <sys/stat.h>

#include <urp/desk/keep.hpp>

#include "db/migrations.hpp"
#include "db/place.hpp"
#include "db/store.hpp"
#include "scratch.hpp"
#include "test_office.hpp"

using namespace urp;

namespace {

/// A database as an earlier urp left it: only the steps up to `last`.
Settings older_office(const Scratch& scratch, int last) {
  Settings settings;
  settings.database.path = scratch.path() / "urp.db";
  SQLite::Database db(settings.database.path.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  db.exec("PRAGMA application_id = " + std::to_string(db::application_id));
  for (const auto& step : db::embedded_migrations()) {
    if (step.number <= last) db.exec(std::string(step.sql));
  }
  db.exec("PRAGMA user_version = " + std::to_string(last));
  db.exec("INSERT INTO contact (name, created_at) VALUES ('Maria Serra', 1)");
  db.exec("PRAGMA journal_mode = WAL");
  return settings;
}

std::int64_t ask(const std::filesystem::path& path, const char* sql) {
  SQLite::Database db(path.string(), SQLite::OPEN_READWRITE);
  return db.execAndGet(sql).getInt64();
}

}  // namespace

TEST_CASE("migrate: an older database is copied, then brought up to date") {
  const Scratch scratch;
  const auto settings = older_office(scratch, 2);
  CHECK_FAULT(db::Store::open({.path = settings.database.path}), Fault::schema_older);
  const auto done = migrate(settings, false);
  CHECK(done.from == 2);
  CHECK(done.to == db::newest_schema());
  REQUIRE(done.backup.has_value());
  CHECK(done.backup->filename() == "urp.db.schema2.backup");
  CHECK(ask(*done.backup, "PRAGMA user_version") == 2);
  CHECK(ask(*done.backup, "SELECT count(*) FROM contact") == 1);
  struct stat status {};
  REQUIRE(::stat(done.backup->c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
  CHECK(db::Store::open({.path = settings.database.path})->schema_version() == db::newest_schema());
}

TEST_CASE("migrate: an office that is allowed to migrate when it opens keeps a copy too") {
  const Scratch scratch;
  OfficeOptions options;
  options.settings = older_office(scratch, 2);
  options.settings.office.timezone = "UTC";
  const auto path = options.settings.database.path;
  CHECK_FAULT(Office::open(options), Fault::schema_older);
  options.migrate = true;
  Office::open(options);
  CHECK(ask(path, "PRAGMA user_version") == db::newest_schema());
  CHECK(ask(path.string() + ".schema2.backup", "PRAGMA user_version") == 2);
}

TEST_CASE("migrate: a rehearsal says what it would do and does nothing") {
  const Scratch scratch;
  const auto settings = older_office(scratch, 2);
  const auto rehearsal = migrate(settings, true);
  CHECK(rehearsal.from == 2);
  CHECK(rehearsal.to == db::newest_schema());
  CHECK_FALSE(rehearsal.backup.has_value());
  CHECK(ask(settings.database.path, "PRAGMA user_version") == 2);
}

TEST_CASE("migrate: nothing to do is no error and leaves no copy") {
  const Scratch scratch;
  Settings settings;
  settings.database.path = scratch.path() / "urp.db";
  db::Store::open({.path = settings.database.path});
  const auto done = migrate(settings, false);
  CHECK(done.from == done.to);
  CHECK_FALSE(done.backup.has_value());
}

TEST_CASE("migrate: a missing, a newer and a used database are refused, each in its way") {
  const Scratch scratch;
  Settings missing;
  missing.database.path = scratch.path() / "none.db";
  CHECK_FAULT(migrate(missing, false), Fault::not_found);
  CHECK_FAULT(migrate(missing, true), Fault::not_found);
  CHECK(scratch.count_files() == 0);

  const auto settings = older_office(scratch, 2);
  db::FileLock user(settings.database.path.string() + "-users", 0600);
  REQUIRE(user.try_lock(db::FileLock::Mode::shared));
  CHECK_FAULT(migrate(settings, false), Fault::busy);
  CHECK(ask(settings.database.path, "PRAGMA user_version") == 2);
  user.unlock();

  SQLite::Database(settings.database.path.string(), SQLite::OPEN_READWRITE).exec("PRAGMA user_version = 999");
  CHECK_FAULT(migrate(settings, false), Fault::schema_newer);
  CHECK_FAULT(migrate(settings, true), Fault::schema_newer);
}
