// Files written: through what is no regular file, over what is one.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <thread>

#include "files/output_file.hpp"
#include "scratch.hpp"
#include "test_office.hpp"

using namespace urp;
namespace fs = std::filesystem;

namespace {

void put(const fs::path& target, std::string_view bytes) {
  files::OutputFile file(target);
  file.write(bytes);
  file.commit();
}

}  // namespace

TEST_CASE("output: a file appears whole, 0600, in the place of the former one") {
  const Scratch scratch;
  const auto target = scratch.path() / "export.csv";
  std::ofstream(target) << "former";
  {
    files::OutputFile file(target);
    file.write("half");
  }
  CHECK(scratch.read("export.csv") == "former");
  put(target, "whole");
  CHECK(scratch.read("export.csv") == "whole");
  CHECK((fs::status(target).permissions() & fs::perms::all) ==
        (fs::perms::owner_read | fs::perms::owner_write));
  CHECK(scratch.count_files() == 1);
}

TEST_CASE("output: a link stays, and what it points to is replaced") {
  const Scratch scratch;
  fs::create_directories(scratch.path() / "archive");
  std::ofstream(scratch.path() / "archive" / "today.csv") << "former";
  fs::create_symlink("archive/today.csv", scratch.path() / "latest.csv");
  fs::create_symlink("latest.csv", scratch.path() / "again.csv");
  put(scratch.path() / "again.csv", "whole");
  CHECK(fs::is_symlink(scratch.path() / "again.csv"));
  CHECK(fs::is_symlink(scratch.path() / "latest.csv"));
  CHECK(scratch.read("archive/today.csv") == "whole");
  fs::create_symlink("archive/new.csv", scratch.path() / "dangling.csv");
  put(scratch.path() / "dangling.csv", "whole");
  CHECK(scratch.read("archive/new.csv") == "whole");
  fs::create_symlink("ring", scratch.path() / "ring");
  CHECK_FAULT(put(scratch.path() / "ring", "x"), Fault::failed);
}

TEST_CASE("output: somebody else's link is not followed") {
  if (::geteuid() != 0) return;  // only root can make one
  const Scratch scratch;
  std::ofstream(scratch.path() / "precious") << "former";
  const auto link = scratch.path() / "link";
  fs::create_symlink("precious", link);
  REQUIRE(::lchown(link.c_str(), 65534, 65534) == 0);
  CHECK_FAULT(put(link, "whole"), Fault::refused);
  CHECK(scratch.read("precious") == "former");
}

TEST_CASE("output: a pipe, a device and a socket are written through, and are what they were") {
  const Scratch scratch;
  const auto pipe = scratch.path() / "pipe";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  std::string got;
  std::thread reader([&] {
    std::ifstream file(pipe, std::ios::binary);
    got.assign(std::istreambuf_iterator<char>(file), {});
  });
  put(pipe, "whole");
  reader.join();
  CHECK(got == "whole");
  CHECK(fs::is_fifo(pipe));

  put("/dev/null", "whole");
  CHECK(fs::is_character_file("/dev/null"));

  const auto door = scratch.path() / "socket";
  sockaddr_un at{};
  at.sun_family = AF_UNIX;
  std::strcpy(at.sun_path, door.c_str());
  const int listening = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  REQUIRE(::bind(listening, reinterpret_cast<const sockaddr*>(&at), sizeof at) == 0);
  REQUIRE(::listen(listening, 1) == 0);
  put(door, "whole");
  const int taken = ::accept(listening, nullptr, nullptr);
  char buffer[16] = {};
  CHECK(::read(taken, buffer, sizeof buffer) == 5);
  CHECK(std::string(buffer) == "whole");
  ::close(taken);
  ::close(listening);
  CHECK(fs::is_socket(door));
}

TEST_CASE("output: /dev/fd/N is the descriptor itself, at the place where it stands") {
  const Scratch scratch;
  const int fd = ::open((scratch.path() / "file").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  REQUIRE(::write(fd, "before ", 7) == 7);
  fs::create_symlink("/proc/self/fd/" + std::to_string(fd), scratch.path() / "link");
  put(scratch.path() / "link", "whole");
  put("/dev/fd/" + std::to_string(fd), "!");
  ::close(fd);
  CHECK(fs::is_symlink(scratch.path() / "link"));
  CHECK(scratch.read("file") == "before whole!");
}

TEST_CASE("output: a folder is no place for a file") {
  const Scratch scratch;
  CHECK_FAULT(put(scratch.path(), "x"), Fault::usage);
}
