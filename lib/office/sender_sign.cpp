#include "office/sender_sign.hpp"

#include <fcntl.h>
#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <sstream>
#include <thread>

#include "domain/say.hpp"
#include "files/bytes.hpp"
#include "files/folder.hpp"

namespace urp {
namespace {

constexpr std::chrono::minutes patience{2};
constexpr std::chrono::milliseconds second_look{200};
constexpr std::size_t longest_line = 256;

/// By a signal or a debugger, as the kernel says; unknown processes are not.
bool is_stopped(long process) {
  std::ifstream file("/proc/" + std::to_string(process) + "/stat");
  const std::string line(std::istreambuf_iterator<char>(file), {});
  const auto name_end = line.rfind(") ");  // the name may contain anything
  return name_end != line.npos && (line[name_end + 2] == 'T' || line[name_end + 2] == 't');
}

std::optional<std::string> tell_of(const Office::Local& office) {
  const auto sign = read_sender_sign(office.store->path());
  if (!sign) return std::nullopt;
  const std::string since = iso_time(sign->at, office.zone);
  if (is_stopped(sign->process)) {
    return say(_("process {0} sends for this office, and is stopped since about {1}: nothing leaves. "
                 "Continue it (kill -CONT {0}) or end it"),
               sign->process, since);
  }
  if (std::chrono::abs(office.real_now() - sign->at) < patience) return std::nullopt;
  return say(_("process {0} sends for this office, and has given no sign of life since {1}: see whether it "
               "hangs"),
             sign->process, since);
}

}  // namespace

std::string to_line(const SenderSign& sign) {
  const auto seconds = sign.at.time_since_epoch().count();
  if (sign.mark.event == 0) return fmt::format("{} {}", sign.process, seconds);
  return fmt::format("{} {} {} {}", sign.process, seconds, sign.mark.event, sign.mark.hash);
}

std::optional<SenderSign> read_sender_sign(const std::filesystem::path& database) {
  if (database.empty()) return std::nullopt;
  const std::string name = database.filename().string() + "-sender";
  const auto file = files::Folder(database.parent_path()).open_file(name, O_RDONLY);
  if (!file) return std::nullopt;
  std::string line(longest_line, '\0');
  line.resize(files::read_some(file->get(), line.data(), line.size(), database.parent_path() / name));
  std::istringstream words(line);
  SenderSign sign;
  std::int64_t seconds = 0;
  if (!(words >> sign.process >> seconds)) return std::nullopt;
  sign.at = TimePoint(Seconds(seconds));
  if (!(words >> sign.mark.event >> sign.mark.hash)) sign.mark = {};
  return sign;
}

std::optional<std::string> find_stalled_sender(const Office::Local& office) {
  const auto held = [&] {
    return office.store->lock_file("sender").is_held_by_another(db::FileLock::Mode::exclusive);
  };
  // Twice: the next holder may be about to write its first line over that of a process long gone.
  if (!tell_of(office) || !held()) return std::nullopt;
  std::this_thread::sleep_for(second_look);
  return tell_of(office);
}

}  // namespace urp
