#include "said_before.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <ctime>
#include <filesystem>
#include <functional>
#include <optional>
#include <system_error>

#include <urp/text.hpp>

#include "runtime_folder.hpp"
#include "say.hpp"

namespace urp::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::time_t day = 24 * 60 * 60;

std::string digest(const std::string& text) {
  return fmt::format("{:016x}", std::hash<std::string>()(text));
}

/// `said-VERB-OFFICE-WORDS`: one empty file a trouble; its age is what counts.
std::string beginning(const Task& task) {
  return "said-" + task.verb + "-" + digest(task.office) + "-";
}

std::optional<fs::path> folder_of_sayings() {
  const auto folder = runtime_folder();
  if (!folder) return std::nullopt;
  fs::path own = *folder / "urp";
  mkdir(own.c_str(), 0700);
  return own;
}

bool is_of_last_day(const fs::path& file) {
  struct stat found {};
  const std::time_t now = std::time(nullptr);
  return lstat(file.c_str(), &found) == 0 && S_ISREG(found.st_mode) && found.st_mtime <= now &&
         now - found.st_mtime < day;
}

}  // namespace

bool said_before(const Task& task, const std::string& words) {
  const auto folder = folder_of_sayings();
  if (!folder) return false;
  const fs::path file = *folder / (beginning(task) + digest(words));
  if (is_of_last_day(file)) return true;
  const int fd = open(file.c_str(), O_WRONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600);
  if (fd < 0) return false;
  futimens(fd, nullptr);
  close(fd);
  return false;
}

void forget_said(const Task& task) {
  const auto folder = folder_of_sayings();
  if (!folder) return;
  const std::string begin = beginning(task);
  std::error_code trouble;
  for (const auto& entry : fs::directory_iterator(*folder, trouble)) {
    if (entry.path().filename().native().starts_with(begin)) unlink(entry.path().c_str());
  }
}

}  // namespace urp::cli
