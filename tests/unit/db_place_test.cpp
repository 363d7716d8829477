// Whose file it is, and whether one was there: looked at before a byte is written.
#include "db/place.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <doctest/doctest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <thread>

#include "db/migrations.hpp"
#include "db/store.hpp"
#include "scratch.hpp"
#include "test_office.hpp"

using namespace urp;
namespace fs = std::filesystem;

namespace {

void make_foreign(const fs::path& path, const std::string& sql) {
  SQLite::Database database(path.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  database.exec(sql);
}

unsigned mode_of(const fs::path& path) {
  struct stat found {};
  REQUIRE(::lstat(path.c_str(), &found) == 0);
  return found.st_mode & 07777;
}

std::set<std::string> names_in(const fs::path& folder) {
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) names.insert(entry.path().filename());
  return names;
}

}  // namespace

TEST_CASE("place: another program's file stays as it is, byte by byte, and nothing is put beside it") {
  for (const char* sql : {"CREATE TABLE bookmarks (url TEXT)", "CREATE TABLE ticket (x)",
                          "CREATE TABLE places (x); PRAGMA user_version = 10",
                          "CREATE TABLE places (x); PRAGMA user_version = 77",
                          "CREATE TABLE places (x); PRAGMA application_id = 1234567"}) {
    const Scratch scratch;
    const auto path = scratch.path() / "places.db";
    make_foreign(path, sql);
    const auto before = scratch.read("places.db");
    CHECK_FAULT(db::Store::open({.path = path}), Fault::configuration);
    CHECK_FAULT(db::Store::open({.path = path, .migrate = true, .create = false}), Fault::configuration);
    CHECK(scratch.read("places.db") == before);
    CHECK(names_in(scratch.path()) == std::set<std::string>{"places.db"});
  }
  const Scratch scratch;
  std::ofstream(scratch.path() / "letter.txt") << "Gentile signora";
  CHECK_FAULT(db::Store::open({.path = scratch.path() / "letter.txt"}), Fault::configuration);
  CHECK_FAULT(db::Store::open({.path = scratch.path()}), Fault::configuration);
  CHECK(scratch.read("letter.txt") == "Gentile signora");
}

TEST_CASE("place: one whose log is being brought over is no damaged one") {
  const Scratch scratch;
  const auto path = scratch.path() / "urp.db";
  db::Store::open({.path = path});
  // The first page says how long the file is going to be, and is written first.
  fs::resize_file(path, fs::file_size(path) - 4096);
  CHECK(db::look_at(files::Folder(scratch.path()), "urp.db") == db::Found::ours);
}

TEST_CASE("place: a new database is whole from the first moment, for eight who begin at once") {
  const Scratch scratch;
  const auto path = scratch.path() / "data" / "urp.db";
  std::vector<std::thread> clerks;
  for (int i = 0; i < 8; ++i) {
    clerks.emplace_back(
        [&] { CHECK(db::Store::open({.path = path})->schema_version() == db::newest_schema()); });
  }
  for (auto& clerk : clerks) clerk.join();
  CHECK(names_in(path.parent_path()) ==
        std::set<std::string>{"urp.db", "urp.db-gate", "urp.db-turn", "urp.db-users"});
}

TEST_CASE("place: machines make no database, and nobody makes one where there was one") {
  const Scratch scratch;
  const auto path = scratch.path() / "urp.db";
  CHECK_FAULT(db::Store::open({.path = path, .create = false}), Fault::configuration);
  CHECK_FAULT(db::Store::open({.path = scratch.path() / "none" / "urp.db", .create = false}),
              Fault::configuration);
  CHECK(names_in(scratch.path()).empty());

  db::Store::open({.path = path});
  const auto whole = scratch.read("urp.db");
  fs::remove(path);
  CHECK_FAULT(db::Store::open({.path = path}), Fault::configuration);  // its locks are there
  std::ofstream(path).flush();
  CHECK_FAULT(db::Store::open({.path = path}), Fault::configuration);  // and of no byte
  CHECK(fs::file_size(path) == 0);
  for (const auto& name : names_in(scratch.path())) fs::remove(scratch.path() / name);
  fs::create_directories(scratch.path() / "media" / "ab");
  CHECK_FAULT(db::Store::open({.path = path}), Fault::configuration);  // its media are there
}

TEST_CASE("place: an empty file with nothing beside it becomes the database") {
  const Scratch scratch;
  const auto path = scratch.path() / "urp.db";
  std::ofstream(path).flush();
  CHECK(db::Store::open({.path = path})->schema_version() == db::newest_schema());
}

TEST_CASE("place: two names of one database have one set of locks") {
  const Scratch scratch;
  fs::create_directories(scratch.path() / "data");
  const auto path = scratch.path() / "data" / "urp.db";
  const auto store = db::Store::open({.path = path});
  fs::create_symlink("data/urp.db", scratch.path() / "urp.db");
  const auto by_link = db::Store::open({.path = scratch.path() / "urp.db"});
  CHECK(by_link->path() == fs::canonical(path));
  auto sender = store->lock_file("sender");
  REQUIRE(sender.try_lock(db::FileLock::Mode::exclusive));
  CHECK_FALSE(by_link->lock_file("sender").try_lock(db::FileLock::Mode::exclusive));
}

TEST_CASE("place: modes do not depend on the umask") {
  const mode_t before = ::umask(0);
  {
    const Scratch scratch;
    const auto shared = scratch.path() / "shared", own = scratch.path() / "own";
    for (const auto& [folder, mode] : {std::pair(shared, 02770), std::pair(own, 0700)}) {
      REQUIRE(::mkdir(folder.c_str(), mode) == 0);
      REQUIRE(::chmod(folder.c_str(), mode) == 0);
      const auto store = db::Store::open({.path = folder / "urp.db"});
      const unsigned wanted = mode == 02770 ? 0660 : 0600;
      CHECK(mode_of(folder / "urp.db") == wanted);
      CHECK(mode_of(folder / "urp.db-gate") == wanted);
      CHECK(mode_of(folder) == static_cast<unsigned>(mode));
    }
    db::Store::open({.path = scratch.path() / "made" / "urp.db"});
    CHECK(mode_of(scratch.path() / "made") == (::geteuid() == 0 ? 02770u : 0700u));
  }
  ::umask(before);
}

TEST_CASE("place: what root makes belongs to the folder's owner") {
  if (::geteuid() != 0) return;  // nobody else can give files away
  const Scratch scratch;
  REQUIRE(::chown(scratch.path().c_str(), 65534, 65534) == 0);
  const auto store = db::Store::open({.path = scratch.path() / "urp.db"});
  store->lock_file("sender").write_line("1");
  for (const auto& entry : fs::directory_iterator(scratch.path())) {
    struct stat found {};
    REQUIRE(::lstat(entry.path().c_str(), &found) == 0);
    CHECK_MESSAGE(found.st_uid == 65534, entry.path());
  }
}

TEST_CASE("lock: a link or a second name in its place is not written through") {
  const Scratch scratch;
  const auto store = db::Store::open({.path = scratch.path() / "urp.db"});
  std::ofstream(scratch.path() / "app-secret") << "test-app-secret";
  fs::create_symlink("app-secret", scratch.path() / "urp.db-sender");
  CHECK_FAULT(store->lock_file("sender"), Fault::denied);
  fs::remove(scratch.path() / "urp.db-sender");
  fs::create_hard_link(scratch.path() / "app-secret", scratch.path() / "urp.db-sender");
  CHECK_FAULT(store->lock_file("sender"), Fault::denied);
  fs::remove(scratch.path() / "urp.db-sender");
  REQUIRE(::mkfifo((scratch.path() / "urp.db-sender").c_str(), 0600) == 0);
  CHECK_FAULT(store->lock_file("sender"), Fault::denied);
  CHECK(scratch.read("app-secret") == "test-app-secret");
}

TEST_CASE("store: a database that was removed or replaced is noticed") {
  const Scratch scratch;
  const auto path = scratch.path() / "urp.db";
  const auto store = db::Store::open({.path = path});
  CHECK(db::is_in_place(*store));
  fs::copy_file(path, scratch.path() / "copy.db");
  fs::rename(scratch.path() / "copy.db", path);
  CHECK_FALSE(db::is_in_place(*store));
  fs::remove(path);
  CHECK_FALSE(db::is_in_place(*store));
  CHECK(db::is_in_place(*db::Store::in_memory()));
}

TEST_CASE("store: a newer database is refused and stays as it is") {
  const Scratch scratch;
  const auto path = scratch.path() / "urp.db";
  db::Store::open({.path = path});
  make_foreign(path, "PRAGMA user_version = 999");
  const auto before = scratch.read("urp.db");
  CHECK_FAULT(db::Store::open({.path = path}), Fault::schema_newer);
  CHECK_FAULT(db::Store::open({.path = path, .migrate = true}), Fault::schema_newer);
  CHECK(scratch.read("urp.db") == before);
}
