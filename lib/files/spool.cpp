#include "files/spool.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <string>

#include "files/bytes.hpp"
#include "files/trouble.hpp"

namespace urp::files {
namespace {

Descriptor make_nameless(const std::filesystem::path& folder) {
  Descriptor file(::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
  if (file) return file;
  std::string name = (folder / "spool.XXXXXX").string();  // a file system without nameless files
  file = Descriptor(::mkostemp(name.data(), O_CLOEXEC));
  if (!file) throw_trouble(folder, errno);
  ::unlink(name.c_str());
  return file;
}

}  // namespace

Spool::Spool(const std::filesystem::path& folder) : folder_(folder), file_(make_nameless(folder)) {
}

void Spool::write(std::string_view bytes) {
  write_all(file_.get(), bytes, folder_);
}

void Spool::read(const std::function<void(std::string_view)>& take) {
  if (::lseek(file_.get(), 0, SEEK_SET) != 0) throw_trouble(folder_, errno);
  std::array<char, 65536> buffer;
  while (const auto count = read_some(file_.get(), buffer.data(), buffer.size(), folder_)) {
    take({buffer.data(), count});
  }
}

}  // namespace urp::files
