#include "files/whole_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "domain/say.hpp"
#include "files/bytes.hpp"
#include "files/folder.hpp"
#include "files/trouble.hpp"

namespace urp::files {

void WholeFile::complain(int why) const {
  throw_trouble(
      target_, why,
      why == EEXIST ? _("choose a name that is free") : _("choose a folder that exists and is yours"));
}

WholeFile::WholeFile(std::filesystem::path target, Kind kind) : target_(std::move(target)) {
  if (kind == Kind::bytes) {
    const auto folder = target_.parent_path();
    file_ = Descriptor(::open(folder.empty() ? "." : folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
  }
  if (!file_) make_named();  // asked for, or a file system without nameless files
}

void WholeFile::make_named() {
  std::string name = target_.string() + ".XXXXXX";
  file_ = Descriptor(::mkostemp(name.data(), O_CLOEXEC));  // 0600
  if (!file_) complain(errno);
  temporary_ = name;
}

WholeFile::~WholeFile() {
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

void WholeFile::write(std::string_view bytes) {
  write_all(file_.get(), bytes, target_);
}

/// A link never replaces a file, a rename does: so it gets a passing name first, one that nobody can take.
void WholeFile::give_passing_name() {
  const std::string nameless = "/proc/self/fd/" + std::to_string(file_.get());
  for (;;) {
    std::string name = target_.string() + ".XXXXXX";
    const Descriptor taken(::mkostemp(name.data(), O_CLOEXEC));
    if (!taken) complain(errno);
    if (::unlink(name.c_str()) != 0) complain(errno);
    if (::linkat(AT_FDCWD, nameless.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) == 0) {
      temporary_ = name;
      return;
    }
    if (errno != EEXIST) complain(errno);
  }
}

void WholeFile::commit() {
  if (::fsync(file_.get()) != 0) complain(errno);
  if (temporary_.empty()) give_passing_name();
  if (::rename(temporary_.c_str(), target_.c_str()) != 0) complain(errno);
  temporary_.clear();
  Folder(target_.parent_path()).sync();
}

void WholeFile::commit_new() {
  if (::fsync(file_.get()) != 0) complain(errno);
  if (temporary_.empty()) {
    const std::string nameless = "/proc/self/fd/" + std::to_string(file_.get());
    if (::linkat(AT_FDCWD, nameless.c_str(), AT_FDCWD, target_.c_str(), AT_SYMLINK_FOLLOW) != 0)
      complain(errno);
  } else {
    if (::renameat2(AT_FDCWD, temporary_.c_str(), AT_FDCWD, target_.c_str(), RENAME_NOREPLACE) != 0)
      complain(errno);
    temporary_.clear();
  }
  Folder(target_.parent_path()).sync();
}

}  // namespace urp::files
