#include "environment.hpp"

#include <pwd.h>
#include <unistd.h>

#include <cstdlib>

namespace urp::cli {
namespace {

namespace fs = std::filesystem;

fs::path home() {
  if (const auto named = environment("HOME")) return *named;
  const passwd* entry = getpwuid(getuid());
  return entry && entry->pw_dir ? fs::path(entry->pw_dir) : fs::path("/");
}

fs::path xdg(const char* variable, const char* below_home) {
  // The specification: a relative path in these variables is to be ignored.
  if (const auto named = environment(variable); named && named->front() == '/') return *named;
  return home() / below_home;
}

}  // namespace

std::optional<std::string> environment(const char* name) {
  const char* value = std::getenv(name);
  if (!value || !*value) return std::nullopt;
  return value;
}

fs::path config_home() {
  return xdg("XDG_CONFIG_HOME", ".config");
}
fs::path data_home() {
  return xdg("XDG_DATA_HOME", ".local/share");
}
fs::path cache_home() {
  return xdg("XDG_CACHE_HOME", ".cache");
}

std::string login_name() {
  const passwd* entry = getpwuid(geteuid());
  return entry ? entry->pw_name : "uid" + std::to_string(geteuid());
}

bool is_root() {
  return geteuid() == 0;
}

fs::path prefix() {
  std::error_code unreadable;
  const fs::path program = fs::read_symlink("/proc/self/exe", unreadable);
  return unreadable ? fs::path("/usr") : program.parent_path().parent_path();
}

bool is_on_path(const std::string& program) {
  std::string path = environment("PATH").value_or("/usr/bin:/bin");
  for (std::size_t from = 0; from <= path.size();) {
    const std::size_t to = std::min(path.find(':', from), path.size());
    if (access((path.substr(from, to - from) + "/" + program).c_str(), X_OK) == 0) return true;
    from = to + 1;
  }
  return false;
}

}  // namespace urp::cli
