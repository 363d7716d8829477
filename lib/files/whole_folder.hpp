// whole_folder.hpp: a folder of files that appears whole or not at all, readable by its owner alone.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace urp::files {

/// Filled beside its place under a passing name, and renamed by commit(). What was not committed is taken
/// away again; a killed program leaves it under the passing name.
class WholeFolder {
 public:
  /// Throws conflict when there is something at its place but an empty folder; denied, failed.
  explicit WholeFolder(const std::filesystem::path& target);
  ~WholeFolder();
  WholeFolder(const WholeFolder&) = delete;

  /// `name` is one of ours: "index.html", "media/abc.jpg". Folders in it are made.
  void add(const std::string& name, std::string_view bytes);
  /// All that follows in the open file.
  void copy(const std::string& name, int from);
  void commit();

 private:
  int create(const std::string& name);

  std::filesystem::path target_, temporary_;
};

}  // namespace urp::files
