// A folder that files are put into.
#include "files/shelf.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <doctest/doctest.h>

#include <fstream>

#include "files/descriptor.hpp"
#include "scratch.hpp"
#include "test_office.hpp"

using namespace urp;
using files::Shelf;
namespace fs = std::filesystem;

namespace {

void put(Shelf& shelf, const fs::path& from, const std::string& name) {
  const files::Descriptor open(::open(from.c_str(), O_RDONLY | O_CLOEXEC));
  shelf.copy(name, open.get());
}

}  // namespace

TEST_CASE("shelf: all stays when it is kept, nothing when it is not") {
  const Scratch scratch;
  std::ofstream(scratch.path() / "bytes") << "whole";
  const auto folder = scratch.path() / "shelf";
  {
    Shelf shelf(folder);
    put(shelf, scratch.path() / "bytes", "1-1.txt");
    CHECK(scratch.read("shelf/1-1.txt") == "whole");
  }
  CHECK_FALSE(fs::exists(folder));
  Shelf shelf(folder);
  put(shelf, scratch.path() / "bytes", "1-1.txt");
  shelf.keep();
  {
    Shelf second(folder);
    put(second, scratch.path() / "bytes", "1-2.txt");
    CHECK_FAULT(put(second, scratch.path() / "bytes", "1-1.txt"), Fault::conflict);
  }
  CHECK(scratch.read("shelf/1-1.txt") == "whole");
  CHECK_FALSE(fs::exists(folder / "1-2.txt"));
}

TEST_CASE("shelf: what somebody else put there meanwhile keeps the folder") {
  const Scratch scratch;
  {
    const Shelf shelf(scratch.path() / "shelf");
    std::ofstream(scratch.path() / "shelf" / "theirs") << "x";
  }
  CHECK(scratch.read("shelf/theirs") == "x");
}

TEST_CASE("shelf: one's own link is followed, a file is none") {
  const Scratch scratch;
  std::ofstream(scratch.path() / "bytes") << "whole";
  fs::create_directory(scratch.path() / "folder");
  fs::create_symlink("folder", scratch.path() / "link");
  CHECK(files::folder_place(scratch.path() / "link") == scratch.path() / "folder");
  CHECK_FAULT(Shelf(scratch.path() / "bytes"), Fault::conflict);
  CHECK_FAULT(Shelf(scratch.path() / "no" / "folder"), Fault::failed);
}
