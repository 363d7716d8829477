// What stands in the shared folder and in the database is not believed before it was looked at.
#include <doctest/doctest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "db/store.hpp"
#include "domain/hash.hpp"
#include "scratch.hpp"
#include "store/media_files.hpp"
#include "test_office.hpp"

using namespace urp;
namespace fs = std::filesystem;

namespace {

struct MediaFolder {
  MediaFolder() : base(db::Store::open({.path = scratch.path() / "urp.db"})) {}

  std::string keep(const std::string& bytes) {
    std::ofstream(scratch.path() / "given", std::ios::binary) << bytes;
    return store::keep_copy_of(*base, scratch.path() / "given");
  }

  Scratch scratch;
  std::unique_ptr<db::Store> base;
};

}  // namespace

TEST_CASE("media files: what is no digest is no path") {
  MediaFolder folder;
  std::ofstream(folder.scratch.path() / "token") << "test-token";
  const std::string path = (folder.scratch.path() / "token").string();
  for (const std::string& wrong : {path, std::string("../../token"), std::string(), std::string(64, 'A'),
                                   std::string(63, 'a'), std::string(65, 'a'), "/" + std::string(63, 'a')}) {
    CHECK_FALSE(store::is_media_digest(wrong));
    CHECK_FAULT(store::open_media(*folder.base, wrong), Fault::failed);
    CHECK_FAULT(store::media_path(*folder.base, wrong), Fault::failed);
  }
  CHECK(store::is_media_digest(hex(sha256("bytes"))));
}

TEST_CASE("media files: kept bytes are found again, once, and with their mode") {
  MediaFolder folder;
  const auto digest = folder.keep("bytes");
  CHECK(digest == hex(sha256("bytes")));
  CHECK(folder.keep("bytes") == digest);
  const auto stored = store::open_media(*folder.base, digest);
  REQUIRE(stored);
  CHECK(stored->size == 5);
  struct stat found {};
  REQUIRE(::fstat(stored->file.get(), &found) == 0);
  CHECK((found.st_mode & 07777) == 0640);
  CHECK(fs::is_empty(folder.scratch.path() / "media" / "tmp"));
  CHECK_FALSE(store::open_media(*folder.base, hex(sha256("never came"))));
}

TEST_CASE("media files: links, folders that are links, other bytes: refused") {
  MediaFolder folder;
  const auto secret = folder.scratch.path() / "app-secret";
  std::ofstream(secret) << "test-app-secret";
  const auto digest = folder.keep("bytes");
  const auto place = store::media_path(*folder.base, digest);
  fs::remove(place);
  fs::create_symlink(secret, place);
  CHECK_FAULT(store::open_media(*folder.base, digest), Fault::denied);
  fs::remove(place);
  std::ofstream(place) << "others";
  CHECK_FAULT(store::open_media(*folder.base, digest), Fault::failed);
  fs::remove(place);
  REQUIRE(::mkfifo(place.c_str(), 0600) == 0);
  CHECK_FAULT(store::open_media(*folder.base, digest), Fault::denied);

  // The right bytes behind a link in the place of a folder are still somebody else's file.
  const auto linked = hex(sha256("test-app-secret"));
  fs::create_directories(folder.scratch.path() / "elsewhere");
  fs::copy_file(secret, folder.scratch.path() / "elsewhere" / linked);
  fs::create_directory_symlink(folder.scratch.path() / "elsewhere",
                               folder.scratch.path() / "media" / linked.substr(0, 2));
  CHECK_FAULT(store::open_media(*folder.base, linked), Fault::denied);
}

TEST_CASE("media files: what was damaged is made right when the same bytes come again") {
  MediaFolder folder;
  const auto digest = folder.keep("bytes");
  std::ofstream(store::media_path(*folder.base, digest)) << "damaged";
  CHECK(folder.keep("bytes") == digest);
  CHECK(store::open_media(*folder.base, digest));
}
