#include "files/folder.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <cstdio>

#include "domain/hash.hpp"
#include "domain/say.hpp"
#include "files/trouble.hpp"

namespace urp::files {
namespace {

std::string folder_hint() {
  return _("the folder must be there, and writable for the group of the office");
}

Descriptor open_path(const std::filesystem::path& path) {
  Descriptor folder(::open(path.empty() ? "." : path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder) throw_trouble(path, errno, folder_hint());
  return folder;
}

struct stat status_of(int descriptor, const std::filesystem::path& path) {
  struct stat found {};
  if (::fstat(descriptor, &found) != 0) throw_trouble(path, errno);
  return found;
}

}  // namespace

Folder::Folder(const std::filesystem::path& path) : Folder(path, open_path(path)) {
}

Folder::Folder(std::filesystem::path path, Descriptor descriptor)
    : path_(std::move(path)), descriptor_(std::move(descriptor)) {
  const auto status = status_of(descriptor_.get(), path_);
  shared_ = (status.st_mode & S_ISGID) != 0;
  owner_ = status.st_uid;
  group_ = status.st_gid;
}

Folder Folder::enter(const std::string& name) const {
  Descriptor found(
      ::openat(descriptor_.get(), name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!found) {
    // With O_DIRECTORY a link is "not a directory" to Linux.
    struct stat status {};
    const int why = errno;
    const bool link = ::fstatat(descriptor_.get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0 &&
                      S_ISLNK(status.st_mode);
    throw_trouble(path_ / name, link ? ELOOP : why, folder_hint());
  }
  return Folder(path_ / name, std::move(found));
}

Folder Folder::enter_or_make(const std::string& name) const {
  const unsigned mode = shared_ ? 02770 : 0700;
  if (::mkdirat(descriptor_.get(), name.c_str(), mode) != 0) {
    if (errno != EEXIST) throw_trouble(path_ / name, errno, folder_hint());
    return enter(name);
  }
  Folder made = enter(name);
  adopt(made.descriptor());
  if (::fchmod(made.descriptor(), mode) != 0) throw_trouble(made.path(), errno);
  return Folder(made.path_, std::move(made.descriptor_));  // with its mode as it is now
}

void Folder::adopt(int descriptor) const {
  if (::geteuid() != 0 || owner_ == 0) return;
  if (::fchown(descriptor, owner_, group_) != 0) throw_trouble(path_, errno);
}

std::optional<Descriptor> Folder::open_file(const std::string& name, int flags) const {
  // Without O_NONBLOCK a pipe would hold us until somebody writes into it.
  Descriptor file(::openat(descriptor_.get(), name.c_str(), flags | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (!file && errno == ENOENT) return std::nullopt;
  if (!file) throw_trouble(path_ / name, errno, folder_hint());
  if (S_ISREG(status_of(file.get(), path_ / name).st_mode)) return file;
  throw Error(Fault::denied, say(_("{0}: not a file, where urp wants one"), (path_ / name).string()),
              _("see who put it there with: ls -l; take it away"));
}

std::optional<Descriptor> Folder::create_file(const std::string& name, unsigned mode) const {
  Descriptor file(
      ::openat(descriptor_.get(), name.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode));
  if (!file && errno == EEXIST) return std::nullopt;
  if (!file) throw_trouble(path_ / name, errno, folder_hint());
  adopt(file.get());
  if (::fchmod(file.get(), mode) != 0) throw_trouble(path_ / name, errno);
  return file;
}

Descriptor Folder::create_passing_file(std::string& begin, unsigned mode) const {
  for (;;) {
    std::string random(8, '\0');
    if (::getrandom(random.data(), random.size(), 0) != static_cast<ssize_t>(random.size())) {
      throw Error(Fault::failed, _("the system gives no random bytes"));
    }
    std::string name = begin + hex(random);
    if (auto file = create_file(name, mode)) {
      begin = std::move(name);
      return std::move(*file);
    }
  }
}

void Folder::remove_passing(const std::string& begin, const std::string& ending) const {
  constexpr std::size_t letters = 16;
  for (const auto& name : list()) {
    const bool passing = name.starts_with(begin) && name.ends_with(ending) &&
                         name.size() == begin.size() + letters + ending.size() &&
                         name.find_first_not_of("0123456789abcdef", begin.size()) >= begin.size() + letters;
    if (passing) remove(name);
  }
}

void Folder::put_in_place(int file, const std::string& passing, const std::string& name) const {
  if (::fsync(file) != 0 ||
      ::renameat(descriptor_.get(), passing.c_str(), descriptor_.get(), name.c_str()) != 0) {
    throw_trouble(path_ / name, errno, folder_hint());
  }
  sync();
}

std::vector<std::string> Folder::list() const {
  const int again = ::openat(descriptor_.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR* entries = again >= 0 ? ::fdopendir(again) : nullptr;
  if (!entries) throw_trouble(path_, errno, folder_hint());
  std::vector<std::string> names;
  while (const dirent* entry = ::readdir(entries)) {
    const std::string name = entry->d_name;
    if (name != "." && name != "..") names.push_back(name);
  }
  ::closedir(entries);
  return names;
}

bool Folder::remove(const std::string& name) const {
  if (::unlinkat(descriptor_.get(), name.c_str(), 0) == 0) return true;
  if (errno != ENOENT) throw_trouble(path_ / name, errno, folder_hint());
  return false;
}

void Folder::sync() const {
  if (::fsync(descriptor_.get()) != 0 && errno != EINVAL) {  // some file systems do not sync folders
    throw_trouble(path_, errno);
  }
}

}  // namespace urp::files
