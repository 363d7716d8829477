// What SQLite complains of, in words that lead to the cause: a full disk is no damaged file, a failing disk
// is neither.
#include <SQLiteCpp/SQLiteCpp.h>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string>

#include "db/inside.hpp"
#include "files/descriptor.hpp"
#include "scratch.hpp"
#include "test_office.hpp"

using namespace urp;
namespace fs = std::filesystem;

namespace {

struct Told {
  Fault fault{};
  std::string words;
};

Told translated(int code, int system_error) {
  try {
    db::throw_translated(SQLite::Exception("database disk image is malformed", code), "/srv/urp.db",
                         system_error);
  } catch (const Error& error) {
    return {error.fault(), error.what()};
  }
}

/// Every descriptor of this process that is open on this file reads with EIO from now on, as from a disk that
/// fails: nothing is mapped at the lowest addresses of a process.
void let_reading_fail(const fs::path& file) {
  const files::Descriptor broken(::open("/proc/self/mem", O_RDONLY | O_CLOEXEC));
  REQUIRE(broken.get() >= 0);
  for (const auto& entry : fs::directory_iterator("/proc/self/fd")) {
    std::error_code gone;
    if (fs::read_symlink(entry.path(), gone) != file) continue;
    REQUIRE(::dup3(broken.get(), std::stoi(entry.path().filename()), O_CLOEXEC) >= 0);
  }
}

}  // namespace

TEST_CASE("trouble: a full disk is called full, a failing one is not called damaged, and the reverse") {
  for (const auto& [code, system_error, words] : std::initializer_list<std::tuple<int, int, const char*>>{
           {SQLITE_FULL, 0, "/srv/urp.db: the disk is full"},
           {SQLITE_IOERR_WRITE, ENOSPC, "/srv/urp.db: the disk is full"},
           {SQLITE_IOERR_WRITE, EDQUOT, "/srv/urp.db: the disk is full"},
           {SQLITE_IOERR_SHMSIZE, ENOSPC, "/srv/urp.db: the disk is full"},
           {SQLITE_IOERR_READ, EIO, "/srv/urp.db: the disk cannot be read or written: Input/output error"},
           {SQLITE_IOERR_FSYNC, 0, "/srv/urp.db: the disk cannot be read or written: Input/output error"},
           {SQLITE_IOERR_READ, ESTALE, "/srv/urp.db: the disk cannot be read or written: Stale file handle"},
           {SQLITE_CORRUPT, EIO, "/srv/urp.db: the disk cannot be read or written: Input/output error"},
           {SQLITE_CORRUPT, 0, "/srv/urp.db: the database is damaged"},
           {SQLITE_CORRUPT, ENOENT, "/srv/urp.db: the database is damaged"}}) {
    const auto told = translated(code, system_error);
    CHECK(told.words == words);
    CHECK(told.fault == Fault::failed);
  }
  CHECK(translated(SQLITE_CANTOPEN, EACCES).fault == Fault::denied);
  CHECK(translated(SQLITE_BUSY, 0).fault == Fault::busy);
}

TEST_CASE("trouble: a disk that cannot be read is named, from the system's own error") {
  const Scratch scratch;
  const auto path = fs::canonical(scratch.path()) / "urp.db";
  const auto first = db::Store::open({.path = path});
  first->database().exec("PRAGMA wal_checkpoint(TRUNCATE)");
  // The log is not empty: without it SQLite would believe the file's size.
  first->database().exec("INSERT INTO number (phone_number_id) VALUES ('1')");
  const auto second = db::Store::open({.path = path});
  let_reading_fail(path);
  const db::Reader db(*second);
  try {
    db.value<std::int64_t>("SELECT count(*) FROM journal");
    FAIL("nothing was thrown");
  } catch (const Error& error) {
    CHECK(std::string(error.what()) ==
          path.string() + ": the disk cannot be read or written: Input/output error");
    CHECK(error.fault() == Fault::failed);
  }
}
