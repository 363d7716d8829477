#include "net/new_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace urp::net {

NewFile::~NewFile() {
  if (descriptor_ < 0) return;
  ::close(descriptor_);
  ::unlink(path_.c_str());
}

bool NewFile::make(const std::string& path) {
  path_ = path;
  // What a killed process left there goes; a link planted there is not followed.
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) return fail();
  descriptor_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0640);
  return (descriptor_ >= 0 && ::fchmod(descriptor_, 0640) == 0) || fail();
}

bool NewFile::write(const char* bytes, std::size_t size) {
  while (size > 0) {
    const ssize_t written = ::write(descriptor_, bytes, size);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return fail();
    bytes += written;
    size -= static_cast<std::size_t>(written);
  }
  return true;
}

bool NewFile::keep() {
  if (::close(std::exchange(descriptor_, -1)) == 0) return true;
  fail();
  ::unlink(path_.c_str());
  return false;
}

bool NewFile::fail() {
  fault_ = std::strerror(errno);
  return false;
}

}  // namespace urp::net
