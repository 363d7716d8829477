#include "files/links.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <string>

#include <urp/error.hpp>

#include "domain/say.hpp"

namespace urp::files {
namespace {

namespace fs = std::filesystem;

constexpr int most_links = 40;  // as the kernel

void refuse_strangers_link(const fs::path& link, const struct stat& status) {
  if (status.st_uid == ::geteuid() || status.st_uid == 0) return;
  throw Error(Fault::refused, say(_("{0}: a symbolic link of somebody else's"), link.string()),
              _("name the file itself that is to be written"));
}

}  // namespace

/// Opened by that name a file would be written from its beginning, and a socket could not be opened at all.
std::optional<int> named_descriptor(const fs::path& path) {
  std::error_code unknown;
  if (fs::canonical(path.parent_path(), unknown) != "/proc/" + std::to_string(::getpid()) + "/fd") {
    return std::nullopt;
  }
  const std::string name = path.filename();
  int number = -1;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  if (error != std::errc() || end != name.data() + name.size()) return std::nullopt;
  return number;
}

fs::path follow_links(fs::path target) {
  for (int links = 0; links < most_links; ++links) {
    struct stat status {};
    const bool link = ::lstat(target.c_str(), &status) == 0 && S_ISLNK(status.st_mode);
    if (!link || named_descriptor(target)) return target;
    refuse_strangers_link(target, status);
    target = target.parent_path() / fs::read_symlink(target);
  }
  throw Error(Fault::failed, say(_("{0}: {1}"), target.string(), std::strerror(ELOOP)),
              _("see where they point with: ls -l"));
}

}  // namespace urp::files
