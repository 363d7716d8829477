// new_file.hpp: a file that is made anew, and gone again unless it is kept.
#pragma once

#include <cstddef>
#include <string>

namespace urp::net {

class NewFile {
 public:
  NewFile() = default;
  ~NewFile();
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  /// Mode 0640, whatever the umask. What stood there is removed first.
  bool make(const std::string& path);
  bool write(const char* bytes, std::size_t size);
  bool keep();
  bool is_open() const { return descriptor_ >= 0; }
  /// Why the last of these failed; empty when none did.
  const std::string& fault() const { return fault_; }

 private:
  bool fail();

  std::string path_, fault_;
  int descriptor_ = -1;
};

}  // namespace urp::net
