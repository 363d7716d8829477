#include "interrupt.hpp"

#include <pthread.h>

#include <algorithm>
#include <cerrno>

namespace urp::cli {
namespace {

sigset_t interrupt_alone() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  return set;
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
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction action {};
    const bool ignored = sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
    if (!ignored) sigaddset(&signals_, signal);  // nohup wants it ignored
  }
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

}  // namespace urp::cli
