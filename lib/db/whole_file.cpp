#include "db/whole_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <vector>

#include <urp/error.hpp>

#include "domain/say.hpp"

namespace urp::db {
namespace {

[[noreturn]] void complain(const std::filesystem::path& file, int why) {
  const bool forbidden = why == EACCES || why == EPERM || why == EROFS;
  throw Error(forbidden ? Fault::denied : Fault::failed,
              say(_("{0}: cannot be written: {1}"), file.string(), std::strerror(why)),
              why == ENOSPC ? _("make room on the disk; nothing was left behind")
                            : _("choose a folder that exists and is yours"));
}

void sync_folder(const std::filesystem::path& folder) {
  const int fd = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) complain(folder, errno);
  const int result = ::fsync(fd);
  const int why = errno;
  ::close(fd);
  if (result != 0 && why != EINVAL) complain(folder, why);  // some file systems do not sync folders
}

}  // namespace

WholeFile::WholeFile(std::filesystem::path target, Kind kind) : target_(std::move(target)) {
  if (kind == Kind::bytes) {
    const auto folder = target_.parent_path();
    fd_ = ::open(folder.empty() ? "." : folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  }
  if (fd_ < 0) make_named();  // asked for, or a file system without nameless files
}

void WholeFile::make_named() {
  std::string pattern = target_.string() + ".XXXXXX";
  std::vector<char> name(pattern.begin(), pattern.end());
  name.push_back('\0');
  fd_ = ::mkostemp(name.data(), O_CLOEXEC);  // 0600
  if (fd_ < 0) complain(target_, errno);
  temporary_ = name.data();
}

WholeFile::~WholeFile() {
  if (fd_ >= 0) ::close(fd_);
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

void WholeFile::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto count = ::write(fd_, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) complain(target_, errno);
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

void WholeFile::commit() {
  if (::fsync(fd_) != 0) complain(target_, errno);
  if (temporary_.empty()) {
    // A link never replaces a file, a rename does: so it gets a passing name first.
    const std::string nameless = "/proc/self/fd/" + std::to_string(fd_);
    const auto passing = target_.string() + "." + std::to_string(::getpid());
    if (::linkat(AT_FDCWD, nameless.c_str(), AT_FDCWD, passing.c_str(), AT_SYMLINK_FOLLOW) != 0) {
      complain(target_, errno);
    }
    temporary_ = passing;
  }
  if (::rename(temporary_.c_str(), target_.c_str()) != 0) complain(target_, errno);
  temporary_.clear();
  sync_folder(target_.parent_path());
}

}  // namespace urp::db
