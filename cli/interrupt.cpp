#include "interrupt.hpp"

#include <pthread.h>

#include <algorithm>
#include <cerrno>

#include <urp/output.hpp>

namespace urp::cli {
namespace {

sigset_t interrupt_alone() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  return set;
}

/// And what they do now. One that is ignored stays so: nohup wants it.
std::vector<std::pair<int, struct sigaction>> ending_signals() {
  std::vector<std::pair<int, struct sigaction>> signals;
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction action {};
    const bool ignored = sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
    if (!ignored) signals.emplace_back(signal, action);
  }
  return signals;
}

}  // namespace

HeldInterrupt::HeldInterrupt() {
  const sigset_t set = interrupt_alone();
  pthread_sigmask(SIG_BLOCK, &set, &before_);
}

HeldInterrupt::~HeldInterrupt() {
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

bool HeldInterrupt::pressed_within(std::chrono::milliseconds time) {
  using Clock = std::chrono::steady_clock;
  const sigset_t set = interrupt_alone();
  const auto end = Clock::now() + time;
  for (;;) {
    const auto left = std::max<Clock::duration>(end - Clock::now(), Clock::duration::zero());
    const auto seconds = std::chrono::floor<std::chrono::seconds>(left);
    const timespec wait{seconds.count(), std::chrono::nanoseconds(left - seconds).count()};
    if (sigtimedwait(&set, nullptr, &wait) == SIGINT) return true;
    if (errno != EINTR) return false;
  }
}

HeldStop::HeldStop() {
  sigemptyset(&signals_);
  for (const auto& [signal, action] : ending_signals()) sigaddset(&signals_, signal);
  pthread_sigmask(SIG_BLOCK, &signals_, &before_);
}

HeldStop::~HeldStop() {
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

bool HeldStop::came() {
  const timespec at_once{};
  came_ = came_ || sigtimedwait(&signals_, nullptr, &at_once) > 0;
  return came_;
}

CleanEnd::CleanEnd() : before_(ending_signals()) {
  struct sigaction stop {};
  stop.sa_handler = [](int) { stop_writing(); };
  stop.sa_flags = static_cast<int>(SA_RESETHAND);  // and no SA_RESTART: who waits for a reader is woken
  for (const auto& [signal, action] : before_) sigaction(signal, &stop, nullptr);
}

CleanEnd::~CleanEnd() {
  for (const auto& [signal, action] : before_) sigaction(signal, &action, nullptr);
  write_on();
}

}  // namespace urp::cli
