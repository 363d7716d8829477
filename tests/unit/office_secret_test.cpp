#include <doctest/doctest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include <urp/office.hpp>

#include "office/secret.hpp"
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

TEST_CASE("secret: what nobody sees is refused, and not sent") {
  const Scratch scratch;
  const auto file = scratch.path() / "secret";
  const auto put = [&file](std::string_view bytes) {
    fs::remove(file);
    std::ofstream(file, std::ios::binary) << bytes;
    REQUIRE(::chmod(file.c_str(), 0600) == 0);
  };
  using namespace std::string_view_literals;
  for (const auto bytes : {" "sv, "\n\n"sv, " \t\r\n"sv, "one\ntwo"sv, "one\rtwo"sv, "a\0b"sv, "a\tb"sv,
                           "test-token "sv, " test-token\n"sv, "\xef\xbb\xbftest-token"sv, "\x7f"sv}) {
    CAPTURE(bytes);
    put(bytes);
    CHECK_FAULT(read_secret(file, "token_file"), Fault::configuration);
  }
  put("test-token\r\n\n");
  CHECK(read_secret(file, "token_file") == "test-token");
  put("una parola è più lunga\n");  // of a mail server
  CHECK(read_secret(file, "password_file") == "una parola è più lunga");
  fs::resize_file(file, 1ULL << 32);  // a wrong file is not read into memory
  CHECK_FAULT(read_secret(file, "token_file"), Fault::configuration);
  // While an app secret is exchanged there are two.
  put("old\r\nnew\n");
  CHECK(read_secrets(file, "app_secret_file") == std::vector<std::string>{"old", "new"});
  put("old\nnew \n");
  CHECK_FAULT(read_secrets(file, "app_secret_file"), Fault::configuration);
  CHECK_FAULT(split_secrets("", "URP_APP_SECRET"), Fault::configuration);
}
