// output_file.hpp: where a command writes what somebody named with -o, and how: through devices and pipes,
// over regular files by renaming, links followed.
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

#include "files/descriptor.hpp"
#include "files/whole_file.hpp"

namespace urp::files {

/// A regular file, or a name that is free: whole or not at all, 0600. A symbolic link of one's own or of
/// root's stays, and what it points to is replaced. A device, a pipe or a socket is written through: it is
/// what it was afterwards.
class OutputFile {
 public:
  /// Throws denied, failed, refused (somebody else's link), usage (a folder).
  explicit OutputFile(const std::filesystem::path& target);

  /// It may have a slow reader.
  bool goes_through() const { return !whole_; }
  void write(std::string_view bytes);
  void commit();

 private:
  std::filesystem::path target_;
  std::optional<WholeFile> whole_;
  Descriptor through_;
};

/// Where such a file comes to stand; nothing when the target is written through. Throws refused, usage.
std::optional<std::filesystem::path> whole_place(const std::filesystem::path& target);

}  // namespace urp::files
