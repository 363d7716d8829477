// window.hpp: the 24 hours after a citizen's last message in which free text is allowed.
#pragma once

#include <algorithm>
#include <chrono>
#include <optional>

#include <urp/time.hpp>

namespace urp {

constexpr std::chrono::hours window_length{24};

/// By WhatsApp's own timestamp of the last message; WhatsApp's refusal ends it earlier.
inline TimePoint window_end(TimePoint last_inbound, std::optional<TimePoint> closed_by_provider) {
  const TimePoint by_arithmetic = last_inbound + window_length;
  return closed_by_provider ? std::min(*closed_by_provider, by_arithmetic) : by_arithmetic;
}

/// Proof that free text may go now: it can be had nowhere else, and queueing free text asks for one.
class OpenWindow {
 public:
  TimePoint closes() const { return closes_; }

 private:
  friend std::optional<OpenWindow> open_window(std::optional<TimePoint> end, TimePoint now);
  explicit OpenWindow(TimePoint closes) : closes_(closes) {}
  TimePoint closes_;
};

inline std::optional<OpenWindow> open_window(std::optional<TimePoint> end, TimePoint now) {
  if (!end || now >= *end) return std::nullopt;
  return OpenWindow(*end);
}

}  // namespace urp
