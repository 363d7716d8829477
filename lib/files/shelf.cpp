#include "files/shelf.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "domain/say.hpp"
#include "files/bytes.hpp"
#include "files/links.hpp"
#include "files/trouble.hpp"
#include "files/whole_file.hpp"

namespace urp::files {
namespace {

std::string hint() {
  return _("choose an empty folder with room in it");
}

}  // namespace

std::filesystem::path folder_place(const std::filesystem::path& target) {
  auto place = follow_links(target);
  struct stat found {};
  if (::stat(place.c_str(), &found) == 0) {
    if (!S_ISDIR(found.st_mode)) throw_trouble(target, EEXIST, hint());
  } else if (errno != ENOENT) {
    throw_trouble(target, errno, hint());
  }
  return place;
}

Shelf::Shelf(const std::filesystem::path& target) : folder_(folder_place(target)) {
  made_ = ::mkdir(folder_.c_str(), 0700) == 0;
  if (!made_ && errno != EEXIST) throw_trouble(target, errno, hint());
}

Shelf::~Shelf() {
  for (const auto& file : put_) ::unlink(file.c_str());
  if (made_) ::rmdir(folder_.c_str());  // somebody else may have put something there: then it stays
}

void Shelf::copy(const std::string& name, int descriptor) {
  const auto place = folder_ / name;
  WholeFile file(place);
  std::array<char, 65536> buffer;
  while (const auto count = read_some(descriptor, buffer.data(), buffer.size(), place)) {
    file.write({buffer.data(), count});
  }
  file.commit_new();
  put_.push_back(place);
}

void Shelf::keep() {
  put_.clear();
  made_ = false;
}

}  // namespace urp::files
