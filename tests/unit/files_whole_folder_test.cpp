// A folder that appears whole or not at all.
#include "files/whole_folder.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

#include "scratch.hpp"
#include "test_office.hpp"

using namespace urp;
using files::WholeFolder;
namespace fs = std::filesystem;

namespace {

std::string content(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}
unsigned mode(const fs::path& path) {
  struct stat found {};
  ::stat(path.c_str(), &found);
  return found.st_mode & 0777U;
}
std::ptrdiff_t entries(const fs::path& folder) {
  return std::distance(fs::directory_iterator(folder), fs::directory_iterator());
}

}  // namespace

TEST_CASE("whole folder: nothing is there before the commit, everything after it, for the owner alone") {
  Scratch scratch;
  const fs::path target = scratch.path() / "dossier";
  {
    WholeFolder folder(target);
    folder.add("a.txt", "uno\n");
    folder.add("media/b.txt", "due\n");
    folder.write_sums("SHA256SUMS");
    CHECK_FALSE(fs::exists(target));
    folder.commit();
  }
  CHECK(content(target / "a.txt") == "uno\n");
  CHECK(content(target / "media/b.txt") == "due\n");
  CHECK(content(target / "SHA256SUMS").find("  media/b.txt\n") != std::string::npos);
  CHECK(mode(target) == 0700);
  CHECK(mode(target / "media") == 0700);
  CHECK(mode(target / "a.txt") == 0600);
  CHECK(entries(scratch.path()) == 1);
}

TEST_CASE("whole folder: without a commit nothing is left") {
  Scratch scratch;
  {
    WholeFolder folder(scratch.path() / "dossier/");
    folder.add("media/a.txt", "uno");
  }
  CHECK(entries(scratch.path()) == 0);
}

TEST_CASE("whole folder: only a free name or an empty folder is taken") {
  Scratch scratch;
  const fs::path target = scratch.path() / "dossier";
  fs::create_directory(target);
  {
    WholeFolder folder(target);
    folder.add("a", "1");
    folder.commit();
  }
  CHECK(content(target / "a") == "1");
  CHECK_FAULT(WholeFolder{target}, Fault::conflict);
  fs::create_directory_symlink(scratch.path(), scratch.path() / "link");
  CHECK_FAULT(WholeFolder{scratch.path() / "link"}, Fault::refused);
  CHECK_FAULT(WholeFolder{target / "a"}, Fault::conflict);
  CHECK_FAULT(WholeFolder{scratch.path() / "missing/dossier"}, Fault::failed);
  CHECK_FAULT(WholeFolder{"/dev/full"}, Fault::conflict);
}

TEST_CASE("whole folder: what comes into its place meanwhile stays") {
  Scratch scratch;
  const fs::path target = scratch.path() / "dossier";
  WholeFolder folder(target);
  folder.add("a", "1");
  fs::create_directory(target);
  std::ofstream(target / "theirs") << "x";
  CHECK_FAULT(folder.commit(), Fault::conflict);
  CHECK(fs::exists(target / "theirs"));
  CHECK_FALSE(fs::exists(target / "a"));
}

TEST_CASE("whole folder: a full disk is called one") {
  Scratch scratch;
  WholeFolder folder(scratch.path() / "dossier");
  CHECK_FAULT(folder.copy("a", -1), Fault::failed);
}
