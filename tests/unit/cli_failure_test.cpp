#include <doctest/doctest.h>

#include <filesystem>
#include <ios>
#include <stdexcept>

#include "cli/failure.hpp"

using namespace urp;
using namespace urp::cli;

TEST_CASE("failure: an error of the file system names the file and the cause, not the function") {
  const auto full = explain(std::filesystem::filesystem_error(
      "cannot copy", "/srv/a", std::make_error_code(std::errc::no_space_on_device)));
  CHECK(full.fault() == Fault::failed);
  CHECK(std::string(full.what()) == "/srv/a: No space left on device");
  CHECK(full.hint().find("disk is full") != std::string::npos);
  const auto denied = explain(std::filesystem::filesystem_error(
      "cannot make", "/srv/a", "/srv/b", std::make_error_code(std::errc::permission_denied)));
  CHECK(denied.fault() == Fault::denied);
  CHECK(std::string(denied.what()) == "/srv/b: Permission denied");
}

TEST_CASE("failure: streams and surprises are told without the names of C++") {
  const auto stream = explain(std::ios_base::failure("basic_filebuf::underflow error reading the file"));
  CHECK(std::string(stream.what()) == "a file could not be read or written");
  CHECK(std::string(explain(std::logic_error("rows changed")).what()) == "a mistake in urp: rows changed");
}
