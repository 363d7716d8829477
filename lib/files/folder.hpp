// folder.hpp: a folder where colleagues write too. What is in it is reached through its descriptor, follows
// no link, and is what it seems: somebody may have put anything there, and may do so at this moment.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "files/descriptor.hpp"

namespace urp::files {

class Folder {
 public:
  /// Of the configuration or of the caller: links in the path itself are theirs. Throws denied, failed.
  explicit Folder(const std::filesystem::path& path);

  const std::filesystem::path& path() const { return path_; }
  int descriptor() const { return descriptor_.get(); }
  /// Setgid: every new file gets the group of the office, and the group may write.
  bool is_shared() const { return shared_; }
  /// What a file that all colleagues write gets: 0660, or 0600 where one person works alone.
  unsigned file_mode() const { return shared_ ? 0660 : 0600; }

  /// A folder in it. Throws when it is a link, missing or something else.
  Folder enter(const std::string& name) const;
  /// The same, made when missing: 2770 in a shared one, else 0700, whatever the umask.
  Folder enter_or_make(const std::string& name) const;

  /// A regular file of it; nothing when there is none. `flags`: O_RDONLY, O_RDWR. Throws when it is a link, a
  /// pipe, a device.
  std::optional<Descriptor> open_file(const std::string& name, int flags) const;
  /// A new one, open for reading and writing; mode whatever the umask. Nothing when there is something
  /// of that name.
  std::optional<Descriptor> create_file(const std::string& name, unsigned mode) const;
  /// New, under a name that nobody can guess: `begin` and 16 letters, which are added to `begin`.
  Descriptor create_passing_file(std::string& begin, unsigned mode) const;

  /// What root makes belongs to the folder's owner, who would be kept out otherwise.
  void adopt(int descriptor) const;

  /// Such files of somebody who was cut off.
  void remove_passing(const std::string& begin, const std::string& ending = {}) const;

  /// On disk, and under `name` instead of the passing one, whatever stood there.
  void put_in_place(int file, const std::string& passing, const std::string& name) const;

  /// Everything in it but . and ..
  std::vector<std::string> list() const;
  /// False: there was nothing.
  bool remove(const std::string& name) const;
  /// On disk, what was done with names.
  void sync() const;

 private:
  Folder(std::filesystem::path path, Descriptor descriptor);

  std::filesystem::path path_;
  Descriptor descriptor_;
  bool shared_ = false;
  unsigned owner_ = 0, group_ = 0;
};

}  // namespace urp::files
