#include "domain/pace.hpp"

#include <algorithm>

namespace urp {
namespace {

constexpr double depth_seconds = 0.02;  // more would come in bursts, less would ask for a finer sleep
constexpr double recovery = 0.05;       // of the full rate, each second
// A hair more than a second: what left in step may arrive out of step.
constexpr std::chrono::milliseconds window{1010};

double seconds_between(Pace::Time from, Pace::Time to) {
  return std::chrono::duration<double>(to - from).count();
}

}  // namespace

Pace::Pace(int rate) : full_(std::max(rate, 1)), rate_(full_) {
}

double Pace::depth() const {
  constexpr double lateness = 0.5;  // of a token: who wakes late must not be slower for it
  return std::max(1.0, rate_ * depth_seconds) + lateness;
}

void Pace::begin(Time now, std::int64_t started_before) {
  filled_ = now;
  const auto count = static_cast<int>(std::min(static_cast<double>(started_before), full_));
  tokens_ = count == 0 ? 1 : 0;
  recent_.clear();
  for (int left = count; left > 0; --left) recent_.push_back(now - window * left / (count + 1));
}

void Pace::refill(Time now) {
  if (filled_ == Time{}) filled_ = now;
  const double passed = std::max(0.0, seconds_between(filled_, now));
  filled_ = std::max(filled_, now);
  rate_ = std::min(full_, rate_ + passed * full_ * recovery);
  tokens_ = std::min(depth(), tokens_ + passed * rate_);
  while (!recent_.empty() && now - recent_.front() >= window) recent_.pop_front();
}

int Pace::room(Time now) {
  refill(now);
  const auto left = static_cast<int>(full_) - static_cast<int>(recent_.size());
  // A hair below a whole token is one: the sleep that led here was rounded.
  return std::max(0, std::min(static_cast<int>(tokens_ + 1e-6), left));
}

void Pace::take(Time now, int count) {
  refill(now);
  tokens_ -= count;
  recent_.insert(recent_.end(), static_cast<std::size_t>(count), now);
}

Pace::Time Pace::next(Time now) {
  if (room(now) > 0) return now;
  Time at = now;
  if (tokens_ < 1) {
    const std::chrono::duration<double> wait((1 - tokens_) / rate_);
    at += std::chrono::ceil<Time::duration>(wait);
  }
  if (recent_.size() >= static_cast<std::size_t>(full_)) at = std::max(at, recent_.front() + window);
  return at;
}

void Pace::slow_down(Time now) {
  refill(now);
  if (slowed_ != Time{} && now - slowed_ < window) return;  // what was on its way hears the same
  slowed_ = now;
  rate_ = std::max(1.0, rate_ / 2);
  tokens_ = std::min(tokens_, depth());
}

double Pace::rate(Time now) {
  refill(now);
  return rate_;
}

}  // namespace urp
