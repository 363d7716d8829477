// shelf.hpp: a folder that files are put into beside what is there; nothing in it is replaced.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace urp::files {

/// Where a folder stands or may be made: links are followed as those of files are. Throws conflict (something
/// that is no folder), refused (somebody else's link), denied, failed.
std::filesystem::path folder_place(const std::filesystem::path& target);

/// Made where it is missing, for its owner alone. What was put there goes again unless it is kept.
class Shelf {
 public:
  /// Throws as folder_place.
  explicit Shelf(const std::filesystem::path& target);
  ~Shelf();
  Shelf(const Shelf&) = delete;

  /// The rest of an open file, whole or not at all, 0600. Throws conflict (the name is taken), denied,
  /// failed.
  void copy(const std::string& name, int descriptor);
  void keep();

 private:
  std::filesystem::path folder_;
  bool made_ = false;
  std::vector<std::filesystem::path> put_;
};

}  // namespace urp::files
