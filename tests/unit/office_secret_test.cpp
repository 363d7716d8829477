#include <doctest/doctest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include <urp/office.hpp>

#include "scratch.hpp"
#include "test_office.hpp"

using namespace urp;
namespace fs = std::filesystem;

namespace {

fs::path secret_of_mode(const Scratch& scratch, unsigned mode) {
  const auto file = scratch.path() / "token";
  std::ofstream(file) << "test-token\n";
  REQUIRE(::chmod(file.c_str(), mode) == 0);
  return file;
}

}  // namespace

TEST_CASE("secret: its owner's alone, or readable for one group; without the line's end") {
  const Scratch scratch;
  for (const unsigned mode : {0400u, 0600u, 0640u, 0440u}) {
    CHECK(read_secret(secret_of_mode(scratch, mode), "token_file") == "test-token");
  }
}

TEST_CASE("secret: readable for others, or writable for the group: whoever can do that chooses it") {
  const Scratch scratch;
  for (const unsigned mode : {0644u, 0604u, 0602u, 0620u, 0660u, 0666u}) {
    CHECK_FAULT(read_secret(secret_of_mode(scratch, mode), "token_file"), Fault::denied);
  }
}

TEST_CASE("secret: a pipe, a device and a folder are none, and nobody is waited for") {
  const Scratch scratch;
  const auto pipe = scratch.path() / "pipe";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  CHECK_FAULT(read_secret(pipe, "token_file"), Fault::configuration);
  CHECK_FAULT(read_secret("/dev/null", "token_file"), Fault::configuration);
  CHECK_FAULT(read_secret(scratch.path(), "token_file"), Fault::configuration);
  CHECK_FAULT(read_secret(scratch.path() / "missing", "token_file"), Fault::configuration);
  std::ofstream(scratch.path() / "empty").flush();
  fs::permissions(scratch.path() / "empty", fs::perms::owner_read);
  CHECK_FAULT(read_secret(scratch.path() / "empty", "token_file"), Fault::configuration);
}
