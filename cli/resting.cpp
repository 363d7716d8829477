#include "resting.hpp"

#include <algorithm>
#include <utility>

#include "layout.hpp"
#include "say.hpp"
#include "send.hpp"

namespace urp::cli {

using SteadyClock = std::chrono::steady_clock;

void Resting::add(Leaving leaving, Seconds hold) {
  due_ = SteadyClock::now() + hold;
  leaving_ = std::move(leaving);
  told_ = left();
  if (hold == Seconds(0)) look();
}

std::chrono::seconds Resting::left() const {
  return std::max(std::chrono::ceil<std::chrono::seconds>(due_ - SteadyClock::now()),
                  std::chrono::seconds(0));
}

std::string Resting::words() const {
  if (!leaving_) return {};
  return say(_("Leaves in {0} s to {1}, {2}: z takes it back"), left().count(), one_line(leaving_->to),
             to_string(leaving_->messages.front().ticket));
}

bool Resting::look() {
  if (!leaving_) return false;
  const auto now_left = left();
  if (now_left.count() > 0) return std::exchange(told_, now_left) != now_left;
  leaving_.reset();
  if (!has_sender(call_.office())) send_now(call_);
  return true;
}

void Resting::finish() {
  if (!leaving_) return;
  const Leaving leaving = std::move(*leaving_);
  leaving_.reset();
  if (left().count() == 0) {
    if (!has_sender(call_.office())) send_now(call_);
    return;
  }
  HeldInterrupt interrupt;
  switch (let_rest(call_, {leaving}, left() + Seconds(1), interrupt)) {
    case Rested::left_to_service:
      return;
    case Rested::over:
      return send_now(call_);
    case Rested::taken_back:
      print_taken_back(call_, take_back(call_.office(), leaving.messages));
  }
}

}  // namespace urp::cli
