// interrupt.hpp: ctrl-C as something a verb waits for and answers, instead of an end in mid-step.
#pragma once

#include <chrono>
#include <csignal>

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

}  // namespace urp::cli
