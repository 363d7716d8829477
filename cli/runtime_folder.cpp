#include "runtime_folder.hpp"

#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string>

#include "environment.hpp"

namespace urp::cli {
namespace {

namespace fs = std::filesystem;

bool is_own_folder(const fs::path& path) {
  struct stat found {};
  return stat(path.c_str(), &found) == 0 && S_ISDIR(found.st_mode) && found.st_uid == geteuid() &&
         (found.st_mode & S_IWOTH) == 0;
}

/// Of the password file: $HOME is the user's behind sudo and su.
fs::path login_cache() {
  const passwd* entry = getpwuid(geteuid());
  return fs::path(entry && entry->pw_dir ? entry->pw_dir : "/") / ".cache";
}

}  // namespace

std::optional<fs::path> runtime_folder() {
  if (const auto named = environment("XDG_RUNTIME_DIR"); named && is_own_folder(*named)) return *named;
  const fs::path of_login = "/run/user/" + std::to_string(geteuid());
  if (is_own_folder(of_login)) return of_login;
  for (const fs::path& cache : {cache_home(), login_cache()}) {
    if (is_own_folder(cache.parent_path())) mkdir(cache.c_str(), 0700);
    if (is_own_folder(cache)) return cache;
  }
  return std::nullopt;
}

}  // namespace urp::cli
