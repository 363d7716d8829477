// interrupt.hpp: ctrl-C as something a verb waits for and answers, instead of an end in mid-step.
#pragma once

#include <chrono>
#include <csignal>
#include <utility>
#include <vector>

namespace urp::cli {

/// While it lives, SIGINT waits; at its end one that came and was not taken ends the program as usual.
class HeldInterrupt {
 public:
  HeldInterrupt();
  ~HeldInterrupt();
  HeldInterrupt(const HeldInterrupt&) = delete;
  HeldInterrupt& operator=(const HeldInterrupt&) = delete;

  /// Waits so long; true as soon as ctrl-C was pressed, also before.
  bool pressed_within(std::chrono::milliseconds time);

 private:
  sigset_t before_{};
};

/// While it lives, the signals that end a command (ctrl-C, SIGTERM of a timeout or a shutdown, SIGHUP of a
/// terminal that is gone) are something it looks for between two steps. Made before any thread is.
class HeldStop {
 public:
  HeldStop();
  ~HeldStop();
  HeldStop(const HeldStop&) = delete;
  HeldStop& operator=(const HeldStop&) = delete;

  /// True once one of them came.
  bool came();

 private:
  sigset_t signals_{}, before_{};
  bool came_ = false;
};

/// While it lives, the same signals end what a command writes: the file or the folder goes away again, and
/// the command ends as interrupted. A second one ends it at once.
class CleanEnd {
 public:
  CleanEnd();
  ~CleanEnd();
  CleanEnd(const CleanEnd&) = delete;
  CleanEnd& operator=(const CleanEnd&) = delete;

 private:
  std::vector<std::pair<int, struct sigaction>> before_;
};

}  // namespace urp::cli
