#include "background_work.hpp"

#include <fmt/format.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include <urp/error.hpp>
#include <urp/text.hpp>
#include <urp/work.hpp>

#include "notice_view.hpp"

namespace urp::cli {
namespace {

constexpr std::chrono::seconds pause_after_trouble{10};

/// Figures; for programs: not translated.
std::string log_line(const PassResult& r, const std::string& at) {
  return fmt::format(
      "{} worked sent={} failed={} uncertain={} postponed={} parked={} media_stored={} media_lost={}{}\n", at,
      r.sent, r.failed, r.uncertain, r.postponed, r.parked, r.media_stored, r.media_lost,
      r.stopped ? " stopped" : "");
}

}  // namespace

struct BackgroundWork::Thread {
  Thread(std::function<Office()> open, ServiceLog& log, bool quiet)
      : open_(std::move(open)), log_(log), quiet_(quiet) {
    thread_ = std::thread([this] { run(); });
  }
  ~Thread() {
    {
      const std::lock_guard lock(mutex_);
      ending_ = true;
    }
    end_.notify_all();
    thread_.join();
  }

  void run() {
    while (!ending_) {
      try {
        Office office = open_();
        Worker worker(office);
        worker.run({WorkOrder::Kind::service, [this] { return ending_.load(); },
                    [&](const PassResult& result) { tell(office, result); }});
      } catch (const std::exception& error) {
        log_.write(fmt::format("the worker stopped, and starts again in {} s: {}\n",
                               pause_after_trouble.count(), escape_controls(error.what())));
        std::unique_lock lock(mutex_);
        end_.wait_for(lock, pause_after_trouble, [this] { return ending_.load(); });
      }
    }
  }

  void tell(Office& office, const PassResult& result) {
    const std::string at = iso_time(office.now(), office.zone());
    std::string lines = quiet_ || !result.handled_messages() ? "" : log_line(result, at);
    for (const NoticeStep& step : result.notices)
      if (!quiet_) lines += log_line(step, at);
    if (result.stopped != stopped_)
      lines += fmt::format("{} sending {}\n", at, result.stopped ? "stopped" : "again");
    stopped_ = result.stopped;
    for (const std::string& alarm : result.alarms)
      lines += fmt::format("{} ALARM {}\n", at, escape_controls(alarm));
    log_.write(std::move(lines));
  }

  std::function<Office()> open_;
  ServiceLog& log_;
  bool quiet_;
  bool stopped_ = false;  // as the log said last
  std::atomic<bool> ending_{false};
  std::mutex mutex_;
  std::condition_variable end_;
  std::thread thread_;
};

BackgroundWork::BackgroundWork(std::function<Office()> open, ServiceLog& log, bool quiet)
    : thread_(std::make_unique<Thread>(std::move(open), log, quiet)) {
}
BackgroundWork::~BackgroundWork() = default;

}  // namespace urp::cli
