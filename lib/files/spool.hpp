// spool.hpp: bytes that wait on disk for a reader who may be slow, so that nothing else has to wait with
// them.
#pragma once

#include <filesystem>
#include <functional>
#include <string_view>

#include "files/descriptor.hpp"

namespace urp::files {

/// A file without a name, gone when this ends, even by a kill.
class Spool {
 public:
  /// Beside other files of that folder, since what is in them may pass through it. Throws denied, failed.
  explicit Spool(const std::filesystem::path& folder);

  void write(std::string_view bytes);
  /// Everything from the beginning, piece by piece.
  void read(const std::function<void(std::string_view)>& take);

 private:
  std::filesystem::path folder_;
  Descriptor file_;
};

}  // namespace urp::files
