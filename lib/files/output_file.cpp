#include "files/output_file.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

#include <urp/error.hpp>

#include "domain/say.hpp"
#include "files/bytes.hpp"
#include "files/links.hpp"
#include "files/stop.hpp"
#include "files/trouble.hpp"

namespace urp::files {
namespace {

namespace fs = std::filesystem;

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
  for (;;) {
    Descriptor opened(
        ::open(target.c_str(), O_WRONLY | O_NOCTTY | O_CLOEXEC));  // a pipe: until somebody reads
    if (opened) return opened;
    if (errno != EINTR) throw_trouble(target, errno);
    end_if_stopped();
  }
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
