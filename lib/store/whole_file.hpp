// whole_file.hpp: a file that appears whole or not at all, readable by its owner alone.
#pragma once

#include <filesystem>
#include <string_view>

namespace urp::store {

/// Written beside its place under another name; put there by commit(), removed otherwise.
class WholeFile {
 public:
  /// Throws denied, failed.
  explicit WholeFile(std::filesystem::path target);
  ~WholeFile();
  WholeFile(const WholeFile&) = delete;

  void write(std::string_view bytes);
  /// On disk, and under its name, when this returns.
  void commit();
  /// Where the bytes are until then; a program that wants a name instead of bytes may write there.
  const std::filesystem::path& temporary() const { return temporary_; }

 private:
  std::filesystem::path target_, temporary_;
  int fd_ = -1;
};

}  // namespace urp::store
