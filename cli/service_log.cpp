#include "service_log.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

namespace urp::cli {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t most_waiting = 1 << 20;  // bytes
constexpr std::size_t piece = 4096;  // PIPE_BUF: what poll() calls writable takes this without waiting
constexpr std::chrono::milliseconds look_again{100};
constexpr std::chrono::seconds last_patience{1};

}  // namespace

struct ServiceLog::Thread {
  Thread() : thread_([this] { run(); }) {}
  ~Thread() {
    {
      const std::lock_guard lock(mutex_);
      ending_ = true;
      give_up_at_ = Clock::now() + last_patience;
    }
    changed_.notify_one();
    thread_.join();
  }

  void add(std::string lines) {
    {
      const std::lock_guard lock(mutex_);
      if (waiting_.size() + lines.size() > most_waiting) {
        lost_ += static_cast<std::size_t>(std::count(lines.begin(), lines.end(), '\n'));
        return;
      }
      waiting_ += lines;
    }
    changed_.notify_one();
  }

  void run() {
    std::string text;
    while (take(text)) {
      for (std::size_t written = 0; written < text.size();) {
        if (gives_up()) return;
        pollfd log{STDERR_FILENO, POLLOUT, 0};
        const int ready = ::poll(&log, 1, static_cast<int>(look_again.count()));
        if (ready <= 0) continue;
        const ssize_t count =
            ::write(STDERR_FILENO, text.data() + written, std::min(piece, text.size() - written));
        if (count < 0 && errno != EINTR && errno != EAGAIN) break;  // nobody reads any more
        written += static_cast<std::size_t>(std::max<ssize_t>(count, 0));
      }
    }
  }

  /// Everything that waits; false when the end has come and nothing waits.
  bool take(std::string& text) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return ending_ || !waiting_.empty(); });
    text = std::exchange(waiting_, {});
    if (const auto lost = std::exchange(lost_, 0); lost > 0)
      text += fmt::format("{} lines of the log are missing: nobody read them\n", lost);
    return !text.empty();
  }

  bool gives_up() {
    const std::lock_guard lock(mutex_);
    return ending_ && Clock::now() >= give_up_at_;
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::string waiting_;
  std::size_t lost_ = 0;  // lines
  bool ending_ = false;
  Clock::time_point give_up_at_{};
  std::thread thread_;  // last: it uses the others
};

ServiceLog::ServiceLog() : thread_(std::make_unique<Thread>()) {
}
ServiceLog::~ServiceLog() = default;

void ServiceLog::write(std::string lines) {
  if (!lines.empty()) thread_->add(std::move(lines));
}

}  // namespace urp::cli
