#include "db/lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <thread>
#include <utility>

#include <urp/error.hpp>

#include "domain/say.hpp"
#include "files/folder.hpp"

namespace urp::db {

namespace {

files::Descriptor open_or_create(const files::Folder& folder, const std::string& name, unsigned mode) {
  for (;;) {
    if (auto file = folder.open_file(name, O_RDWR)) return std::move(*file);
    if (auto file = folder.create_file(name, mode)) return std::move(*file);
  }
}

}  // namespace

/// What the holder writes of itself must not land elsewhere: the file is no link, and has no second name.
FileLock::FileLock(const std::filesystem::path& file, unsigned mode) {
  auto opened = open_or_create(files::Folder(file.parent_path()), file.filename(), mode);
  struct stat found {};
  if (::fstat(opened.get(), &found) != 0 || found.st_nlink > 1) {
    throw Error(Fault::denied, say(_("{0}: not a file, where urp wants one"), file.string()),
                _("see who put it there with: ls -l; take it away"));
  }
  fd_ = opened.release();
}

FileLock::~FileLock() {
  if (fd_ >= 0) ::close(fd_);
}

FileLock::FileLock(FileLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {
}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

bool FileLock::try_lock(Mode mode) {
  if (fd_ < 0) return true;
  int result;
  do {
    result = ::flock(fd_, (mode == Mode::shared ? LOCK_SH : LOCK_EX) | LOCK_NB);
  } while (result != 0 && errno == EINTR);
  return result == 0;
}

bool FileLock::lock(Mode mode, std::chrono::milliseconds wait) {
  // Asked again and again instead of a blocking flock, which has no time limit: a stopped holder must end in
  // "busy".
  const auto deadline = std::chrono::steady_clock::now() + wait;
  std::chrono::microseconds pause{100};
  while (!try_lock(mode)) {
    if (std::chrono::steady_clock::now() >= deadline) return false;
    std::this_thread::sleep_for(pause);
    pause = std::min(pause + std::chrono::microseconds{50}, std::chrono::microseconds{1000});
  }
  return true;
}

void FileLock::unlock() {
  if (fd_ >= 0) ::flock(fd_, LOCK_UN);
}

void FileLock::write_line(std::string_view line) {
  if (fd_ < 0) return;
  const std::string text = std::string(line) + "\n";
  // Over the old line before that is cut: a full disk has room for it, and no reader finds nothing.
  const auto size = static_cast<off_t>(text.size());
  const bool written = ::pwrite(fd_, text.data(), text.size(), 0) == size && ::ftruncate(fd_, size) == 0;
  if (!written)
    throw Error(Fault::failed, say(_("a lock file cannot be written: {0}"), std::strerror(errno)));
}

bool FileLock::is_held_by_another(Mode mode) {
  if (!try_lock(mode)) return true;
  unlock();
  return false;
}

}  // namespace urp::db
