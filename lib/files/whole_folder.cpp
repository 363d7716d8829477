#include "files/whole_folder.hpp"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include <urp/error.hpp>

#include "domain/say.hpp"
#include "files/bytes.hpp"
#include "files/descriptor.hpp"
#include "files/folder.hpp"
#include "files/trouble.hpp"

namespace urp::files {
namespace {

namespace fs = std::filesystem;

void sync_file(int file, const fs::path& path) {
  if (::fsync(file) != 0) throw_trouble(path, errno);
}

/// `DIR/` is `DIR`.
fs::path without_slash(const fs::path& target) {
  return target.has_filename() ? target : target.parent_path();
}

}  // namespace

WholeFolder::WholeFolder(const fs::path& target) : target_(without_slash(target)) {
  std::error_code unknown;
  const auto status = fs::symlink_status(target_, unknown);
  const bool free = status.type() == fs::file_type::not_found ||
                    (fs::is_directory(status) && fs::is_empty(target_, unknown) && !unknown);
  if (!free) {
    throw Error(Fault::conflict, say(_("{0}: is there already"), target_.string()),
                _("name a folder that does not exist yet"));
  }
  std::string name = target_.string() + ".XXXXXX";
  if (!::mkdtemp(name.data())) throw_trouble(target_, errno, _("choose a folder that exists and is yours"));
  temporary_ = name;
}

WholeFolder::~WholeFolder() {
  std::error_code unknown;
  if (!temporary_.empty()) fs::remove_all(temporary_, unknown);
}

int WholeFolder::create(const std::string& name) {
  const fs::path path = temporary_ / name;
  if (path.parent_path() != temporary_ && ::mkdir(path.parent_path().c_str(), 0700) != 0 && errno != EEXIST)
    throw_trouble(target_ / name, errno);
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (file < 0) throw_trouble(target_ / name, errno);
  return file;
}

void WholeFolder::add(const std::string& name, std::string_view bytes) {
  const Descriptor file(create(name));
  write_all(file.get(), bytes, target_ / name);
  sync_file(file.get(), target_ / name);
}

void WholeFolder::copy(const std::string& name, int from) {
  const Descriptor file(create(name));
  std::array<char, 65536> buffer;
  while (const auto count = read_some(from, buffer.data(), buffer.size(), target_ / name))
    write_all(file.get(), {buffer.data(), count}, target_ / name);
  sync_file(file.get(), target_ / name);
}

void WholeFolder::commit() {
  for (const auto& entry : fs::recursive_directory_iterator(temporary_)) {
    if (entry.is_directory()) Folder(entry.path()).sync();
  }
  Folder(temporary_).sync();
  // Over an empty folder a rename goes through; over one that was filled meanwhile it does not.
  if (::rename(temporary_.c_str(), target_.c_str()) != 0) throw_trouble(target_, errno);
  temporary_.clear();
  Folder(target_.parent_path()).sync();
}

}  // namespace urp::files
