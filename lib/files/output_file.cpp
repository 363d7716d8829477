#include "files/output_file.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <string>

#include <urp/error.hpp>

#include "domain/say.hpp"
#include "files/bytes.hpp"
#include "files/trouble.hpp"

namespace urp::files {
namespace {

namespace fs = std::filesystem;

constexpr int most_links = 40;  // as the kernel

/// The descriptor that /dev/stdout, /dev/fd/3, /proc/self/fd/3 stand for. Opened by that name a file would be
/// written from its beginning, and a socket could not be opened at all.
std::optional<int> named_descriptor(const fs::path& path) {
  std::error_code unknown;
  if (fs::canonical(path.parent_path(), unknown) != "/proc/" + std::to_string(::getpid()) + "/fd") {
    return std::nullopt;
  }
  const std::string name = path.filename();
  int number = -1;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  if (error != std::errc() || end != name.data() + name.size()) return std::nullopt;
  return number;
}

void refuse_strangers_link(const fs::path& link, const struct stat& status) {
  if (status.st_uid == ::geteuid() || status.st_uid == 0) return;
  throw Error(Fault::refused, say(_("{0}: a symbolic link of somebody else's"), link.string()),
              _("name the file itself that is to be written"));
}

/// What stands at the end of the links; perhaps nothing does yet.
fs::path follow_links(fs::path target) {
  for (int links = 0; links < most_links; ++links) {
    struct stat status {};
    const bool link = ::lstat(target.c_str(), &status) == 0 && S_ISLNK(status.st_mode);
    if (!link || named_descriptor(target)) return target;
    refuse_strangers_link(target, status);
    target = target.parent_path() / fs::read_symlink(target);
  }
  throw_trouble(target, ELOOP);
}

Descriptor connect_to(const fs::path& socket_file) {
  sockaddr_un to{};
  to.sun_family = AF_UNIX;
  const std::string name = socket_file.string();
  if (name.size() >= sizeof to.sun_path) throw_trouble(socket_file, ENAMETOOLONG);
  std::memcpy(to.sun_path, name.data(), name.size());
  Descriptor made(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!made || ::connect(made.get(), reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) {
    throw_trouble(socket_file, errno);
  }
  return made;
}

Descriptor open_through(const fs::path& target, mode_t kind) {
  if (S_ISDIR(kind)) {
    throw Error(Fault::usage, say(_("{0}: a folder, not a file"), target.string()), _("name a file in it"));
  }
  if (S_ISSOCK(kind)) return connect_to(target);
  Descriptor opened(::open(target.c_str(), O_WRONLY | O_NOCTTY | O_CLOEXEC));  // a pipe: until somebody reads
  if (!opened) throw_trouble(target, errno);
  return opened;
}

}  // namespace

OutputFile::OutputFile(const fs::path& target) : target_(follow_links(target)) {
  if (const auto number = named_descriptor(target_)) {
    through_ = Descriptor(::fcntl(*number, F_DUPFD_CLOEXEC, 3));
    if (!through_) throw_trouble(target, errno);
    return;
  }
  struct stat status {};
  if (::stat(target_.c_str(), &status) != 0 || S_ISREG(status.st_mode)) {
    whole_.emplace(target_);
  } else {
    through_ = open_through(target_, status.st_mode);
  }
}

std::optional<fs::path> whole_place(const fs::path& target) {
  const fs::path place = follow_links(target);
  struct stat status {};
  if (named_descriptor(place)) return std::nullopt;
  if (::stat(place.c_str(), &status) != 0 || S_ISREG(status.st_mode)) return place;
  if (!S_ISDIR(status.st_mode)) return std::nullopt;
  throw Error(Fault::usage, say(_("{0}: a folder, not a file"), target.string()), _("name a file in it"));
}

void OutputFile::write(std::string_view bytes) {
  if (whole_) return whole_->write(bytes);
  write_all(through_.get(), bytes, target_);
}

void OutputFile::commit() {
  if (whole_) return whole_->commit();
  through_.reset();
}

}  // namespace urp::files
