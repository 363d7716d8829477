// whole_folder.hpp: a folder that appears with everything in it or not at all, for its owner alone.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace urp::files {

struct WrittenFile {
  std::string name;  // inside the folder: "transcript.json", "media/415-3.jpg"
  std::int64_t size = 0;
  std::string sha256;  // hex
};

/// Written beside its place, 0700 and 0600, then renamed. Taken away again unless committed.
class WholeFolder {
 public:
  /// A name that is free, or an empty folder of one's own. Throws conflict (there is something), refused (a
  /// link), denied, failed.
  explicit WholeFolder(std::filesystem::path target);
  ~WholeFolder();
  WholeFolder(const WholeFolder&) = delete;

  /// `name` is ours: no stranger's words. A folder in it is made when it is needed.
  const WrittenFile& add(const std::string& name, std::string_view bytes);
  /// The rest of an open file.
  const WrittenFile& copy(const std::string& name, int descriptor);
  const std::vector<WrittenFile>& files() const { return files_; }
  /// As `sha256sum --check` reads it: of every file written so far, into a file of that name.
  void write_sums(const std::string& name);
  bool holds(const std::string& name) const;
  /// One that was written by mistake.
  void remove(const std::string& name);
  /// On disk, under its passing name still.
  void settle();
  /// On disk, and under its name, when this returns.
  void commit();

 private:
  class Incoming;
  std::filesystem::path target_, temporary_;
  std::vector<WrittenFile> files_;
};

}  // namespace urp::files
