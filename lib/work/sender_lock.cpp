#include "work/sender_lock.hpp"

#include <unistd.h>

#include <charconv>
#include <fstream>
#include <iterator>
#include <thread>

#include "domain/say.hpp"

namespace urp::work {
namespace {

constexpr std::chrono::seconds sign_pause{5};
constexpr std::chrono::minutes patience{2};
constexpr std::chrono::milliseconds second_look{200};

/// `1234 1795000000`: process and last sign of life, by the real clock.
struct Holder {
  long process = 0;
  TimePoint sign{};
};

std::optional<Holder> read_holder(const std::filesystem::path& database) {
  std::ifstream file(database.string() + "-sender");
  std::string line;
  std::getline(file, line);
  Holder holder;
  std::int64_t seconds = 0;
  const auto* end = line.data() + line.size();
  const auto process = std::from_chars(line.data(), end, holder.process);
  if (process.ec != std::errc() || process.ptr == end) return std::nullopt;
  if (std::from_chars(process.ptr + 1, end, seconds).ec != std::errc()) return std::nullopt;
  holder.sign = TimePoint(Seconds(seconds));
  return holder;
}

/// By a signal or a debugger, as the kernel says; unknown processes are not.
bool is_stopped(long process) {
  std::ifstream file("/proc/" + std::to_string(process) + "/stat");
  const std::string line(std::istreambuf_iterator<char>(file), {});
  const auto name_end = line.rfind(") ");  // the name may contain anything
  return name_end != line.npos && (line[name_end + 2] == 'T' || line[name_end + 2] == 't');
}

}  // namespace

bool SenderLock::take() {
  if (held_) return true;
  held_ = lock_.try_lock(db::FileLock::Mode::exclusive);
  signed_at_.reset();
  if (held_) give_sign();
  return held_;
}

void SenderLock::give_back() {
  if (held_) lock_.unlock();
  held_ = false;
}

void SenderLock::give_sign() {
  const auto now = office_->steady_now();
  if (signed_at_ && now - *signed_at_ < sign_pause) return;
  signed_at_ = now;
  const auto seconds = office_->real_now().time_since_epoch().count();
  lock_.write_line(std::to_string(::getpid()) + " " + std::to_string(seconds));
}

std::optional<std::string> SenderLock::find_stalled_holder() const {
  const auto look = [&]() -> std::optional<std::string> {
    const auto holder = read_holder(office_->store->path());
    if (!holder) return std::nullopt;
    const std::string sign = iso_time(holder->sign, office_->zone);
    if (is_stopped(holder->process)) {
      return say(_("process {0} sends for this office, and is stopped since about {1}: nothing leaves. "
                   "Continue it (kill -CONT {0}) or end it"),
                 holder->process, sign);
    }
    if (office_->real_now() - holder->sign < patience) return std::nullopt;
    return say(_("process {0} sends for this office, and has given no sign of life since {1}: see whether it "
                 "hangs"),
               holder->process, sign);
  };
  // Twice: the next holder may be about to write its first line over that of a process long gone.
  if (!look()) return std::nullopt;
  std::this_thread::sleep_for(second_look);
  return look();
}

}  // namespace urp::work
