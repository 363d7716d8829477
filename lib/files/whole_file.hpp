// whole_file.hpp: a file that appears whole or not at all, readable by its owner alone.
#pragma once

#include <filesystem>
#include <string_view>

#include "files/descriptor.hpp"

namespace urp::files {

/// Written beside its place, without a name where the file system can do that, so that not even a killed
/// program leaves anything behind; put there by commit(), in the place of whatever file is there then.
class WholeFile {
 public:
  enum class Kind { bytes, named };  // named: for a program that wants a name to write to
  /// Throws denied, failed.
  explicit WholeFile(std::filesystem::path target, Kind kind = Kind::bytes);
  ~WholeFile();
  WholeFile(const WholeFile&) = delete;

  void write(std::string_view bytes);
  /// On disk, and under its name, when this returns.
  void commit();
  /// The same, but never in the place of another: throws conflict.
  void commit_new();
  /// Where the bytes are until then; empty while they have no name.
  const std::filesystem::path& temporary() const { return temporary_; }

 private:
  void make_named();
  void give_passing_name();
  [[noreturn]] void complain(int why) const;

  std::filesystem::path target_, temporary_;
  Descriptor file_;
};

}  // namespace urp::files
