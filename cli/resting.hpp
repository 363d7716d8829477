// resting.hpp: answers that rest while the clerk goes on with the next case.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "reply_flow.hpp"

namespace urp::cli {

class Resting {
 public:
  explicit Resting(Invocation& call) : call_(call) {}

  /// `urp undo` knows it from now on.
  void add(Leaving leaving, Seconds hold);
  /// `Leaves in 4 s to Maria Serra, URP-415: z takes it back`; empty when nothing rests.
  std::string words() const;
  /// Sends what has rested, unless a service does; true when the words are others now.
  bool look();
  /// No longer rests: it was taken back.
  void forget() { leaving_.reset(); }
  /// On the terminal as it was before: the rest of the rest, with ctrl-C to take it back.
  void finish();

 private:
  std::chrono::seconds left() const;

  Invocation& call_;
  std::optional<Leaving> leaving_;  // the last one: an earlier one has rested when it comes
  std::chrono::steady_clock::time_point due_{};
  std::chrono::seconds told_{0};
};

}  // namespace urp::cli
