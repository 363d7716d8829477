#include "files/whole_file.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <fstream>
#include <sstream>

#include "scratch.hpp"
#include "test_office.hpp"

using namespace urp;

TEST_CASE("whole file: it appears whole, for its owner alone, and replaces what was there") {
  const Scratch scratch;
  const auto target = scratch.path() / "export.csv";
  std::ofstream(target) << "prima";
  {
    files::WholeFile file(target);
    file.write("numero\n");
    file.write("1\n");
    CHECK(scratch.read("export.csv") == "prima");
    file.commit();
  }
  CHECK(scratch.read("export.csv") == "numero\n1\n");
  struct stat status {};
  REQUIRE(::stat(target.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
  CHECK(scratch.count_files() == 1);
}

TEST_CASE("whole file: what is not finished leaves nothing behind") {
  const Scratch scratch;
  {
    files::WholeFile file(scratch.path() / "export.csv");
    file.write("numero\n");
    CHECK(file.temporary().empty());
    CHECK(scratch.count_files() == 0);  // not even if the program were killed now
  }
  CHECK(scratch.count_files() == 0);
  {
    files::WholeFile file(scratch.path() / "copy.db", files::WholeFile::Kind::named);
    CHECK(scratch.count_files() == 1);
    CHECK(file.temporary() != scratch.path() / "copy.db");
  }
  CHECK(scratch.count_files() == 0);
}

TEST_CASE("whole file: a new one takes nobody's place") {
  const Scratch scratch;
  for (const auto kind : {files::WholeFile::Kind::bytes, files::WholeFile::Kind::named}) {
    const auto target = scratch.path() / (kind == files::WholeFile::Kind::bytes ? "bytes" : "named");
    files::WholeFile first(target, kind);
    first.write("whole");
    files::WholeFile second(target, kind);
    second.write("late");
    first.commit_new();
    CHECK_FAULT(second.commit_new(), Fault::conflict);
    CHECK(scratch.read(target.filename().string()) == "whole");
  }
  const auto left = std::distance(std::filesystem::directory_iterator(scratch.path()), {});
  CHECK(left == 2);
}

TEST_CASE("whole file: a folder that is not there is named") {
  const Scratch scratch;
  CHECK_FAULT(files::WholeFile(scratch.path() / "nessuna" / "export.csv"), Fault::failed);
}
