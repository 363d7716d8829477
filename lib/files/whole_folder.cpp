#include "files/whole_folder.hpp"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <utility>

#include <urp/error.hpp>

#include "domain/say.hpp"
#include "files/bytes.hpp"
#include "files/descriptor.hpp"
#include "files/folder.hpp"
#include "files/trouble.hpp"

namespace urp::files {
namespace {

namespace fs = std::filesystem;

std::string hint() {
  return _("choose the name of a new folder, in a folder that is yours");
}

/// `dossier/` is `dossier`; a name without a folder stands in this one.
fs::path clean(fs::path target) {
  target = target.lexically_normal();
  if (!target.has_filename()) target = target.parent_path();
  return target;
}

void check_target(const fs::path& target) {
  struct stat found {};
  if (::lstat(target.c_str(), &found) != 0) {
    if (errno == ENOENT) return;
    throw_trouble(target, errno, hint());
  }
  if (S_ISLNK(found.st_mode)) {
    throw Error(Fault::refused, say(_("{0}: a symbolic link, where a new folder is wanted"), target.string()),
                hint());
  }
  if (!S_ISDIR(found.st_mode)) throw_trouble(target, EEXIST, hint());
  std::error_code trouble;
  const bool empty = fs::is_empty(target, trouble);
  if (trouble) throw_trouble(target, trouble.value(), hint());
  if (!empty) {
    throw Error(Fault::conflict, say(_("{0}: there is something in it"), target.string()), hint());
  }
}

void sync_folder(const fs::path& folder) {
  const Descriptor open(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!open || ::fsync(open.get()) != 0) throw_trouble(folder, errno);
}

}  // namespace

/// A file of the folder while it is written: new, and no link.
class WholeFolder::Incoming {
 public:
  Incoming(const fs::path& folder, const std::string& name) : path_(folder / name) {
    const fs::path inside = path_.parent_path();
    if (inside != folder && ::mkdir(inside.c_str(), 0700) != 0 && errno != EEXIST)
      throw_trouble(inside, errno);
    file_ = Descriptor(::open(path_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!file_) throw_trouble(path_, errno);
    written_.name = name;
  }
  void write(std::string_view bytes) {
    write_all(file_.get(), bytes, path_);
    written_.size += static_cast<std::int64_t>(bytes.size());
  }
  WrittenFile finish() {
    if (::fsync(file_.get()) != 0 || ::lseek(file_.get(), 0, SEEK_SET) != 0) throw_trouble(path_, errno);
    written_.sha256 = digest_rest(file_.get(), path_);
    return written_;
  }

 private:
  fs::path path_;
  Descriptor file_;
  WrittenFile written_;
};

WholeFolder::WholeFolder(std::filesystem::path target) : target_(clean(std::move(target))) {
  check_target(target_);
  std::string name = target_.string() + ".XXXXXX";
  if (::mkdtemp(name.data()) == nullptr) throw_trouble(target_, errno, hint());  // 0700
  temporary_ = name;
}

WholeFolder::~WholeFolder() {
  std::error_code ignored;  // what cannot be taken away stays, for its owner alone
  if (!temporary_.empty()) fs::remove_all(temporary_, ignored);
}

const WrittenFile& WholeFolder::add(const std::string& name, std::string_view bytes) {
  Incoming file(temporary_, name);
  file.write(bytes);
  return files_.emplace_back(file.finish());
}

const WrittenFile& WholeFolder::copy(const std::string& name, int descriptor) {
  Incoming file(temporary_, name);
  std::array<char, 65536> buffer;
  while (const auto count = read_some(descriptor, buffer.data(), buffer.size(), temporary_ / name)) {
    file.write({buffer.data(), count});
  }
  return files_.emplace_back(file.finish());
}

void WholeFolder::write_sums(const std::string& name) {
  std::string sums;
  for (const WrittenFile& file : files_) sums += file.sha256 + "  " + file.name + "\n";
  add(name, sums);
}

bool WholeFolder::holds(const std::string& name) const {
  return std::any_of(files_.begin(), files_.end(),
                     [&name](const WrittenFile& file) { return file.name == name; });
}

void WholeFolder::remove(const std::string& name) {
  const fs::path file = temporary_ / name;
  if (::unlink(file.c_str()) != 0) throw_trouble(file, errno);
  std::erase_if(files_, [&name](const WrittenFile& one) { return one.name == name; });
}

void WholeFolder::settle() {
  for (const auto& entry : fs::directory_iterator(temporary_)) {
    if (entry.is_directory()) sync_folder(entry.path());
  }
  sync_folder(temporary_);
}

void WholeFolder::commit() {
  settle();
  // Over nothing, or over an empty folder; anything else that stands there by now stays.
  if (std::rename(temporary_.c_str(), target_.c_str()) != 0) {
    const int why = errno == ENOTEMPTY || errno == ENOTDIR ? EEXIST : errno;
    throw_trouble(target_, why, hint());
  }
  temporary_.clear();
  const fs::path parent = target_.parent_path();
  sync_folder(parent.empty() ? "." : parent);
}

}  // namespace urp::files
