#include "work/loop.hpp"

#include <algorithm>

#include <urp/error.hpp>

#include "domain/say.hpp"

namespace urp::work {
namespace {

constexpr std::chrono::milliseconds look_again{250}, glance{25};
// A service must end in half a minute: this leaves room for a last write that waits for the database, and for
// the webhooks that wait behind it.
constexpr std::chrono::seconds patience_at_stop{14};
constexpr std::chrono::seconds patience_for_others{2};
constexpr std::chrono::minutes tell_again{1};
constexpr std::chrono::seconds rest_after_trouble{10};

}  // namespace

PassResult Loop::run(PassResult found) {
  untold_ = std::move(found);
  int waits = 0;
  told_at_ = outside_.now();
  while (!is_over()) {
    outside_.give_sign();
    const std::int64_t seen = settings_.stays && !ending_since_ ? outside_.data_version() : 0;
    bool moved = !ending_since_ && start();
    poll(moved);
    moved |= finish();
    tell(false);
    if (moved || outside_.under_way()) continue;
    if (!ended_.empty()) {  // could not be written
      outside_.sleep(look_again);
    } else if (const auto wait = pause(); wait && (!ending_since_ || busy(true))) {
      // What is claimed already leaves in any case.
      if (settings_.most_waits && !busy(true) && ++waits > *settings_.most_waits) break;
      outside_.sleep(std::min<std::chrono::nanoseconds>(*wait, look_again));
    } else if (ending_since_) {
      continue;
    } else if (settings_.stays) {
      rest(seen);
    } else if (settings_.rests_shortly && settings_.rests_shortly()) {
      outside_.sleep(look_again);
    } else {
      break;
    }
  }
  if (!ended_.empty()) {
    untold_.alarms.push_back(say(_("answers of WhatsApp that could not be written before the end: {0}; what "
                                   "became of these messages is uncertain"),
                                 ended_.size()));
  }
  tell(true);
  for (const auto& trouble : {trouble_, lane_trouble_})
    if (trouble) std::rethrow_exception(trouble);
  return done_;
}

/// Stopped, and what must be taken to its end has ended, or hangs for too long.
bool Loop::is_over() {
  const bool ends = trouble_ || (settings_.stop && settings_.stop());
  if (!ends && !ending_since_) return false;
  const auto now = outside_.now();
  if (!ending_since_) ending_since_ = now;
  const auto since = now - *ending_since_;
  if (since >= patience_at_stop) return true;
  if (!ended_.empty() || busy(true)) return false;
  return !busy(false) || since >= patience_for_others;
}

/// One bad row must not keep the others waiting: a lane in trouble rests, and the others go on.
bool Loop::start() {
  bool moved = false;
  for (std::size_t i = 0; i < lanes_.size(); ++i) {
    if (rests(rests_[i])) continue;
    try {
      moved |= lanes_[i].start_due(untold_);
    } catch (const std::exception& trouble) {
      const auto* error = dynamic_cast<const Error*>(&trouble);
      const bool busy = error != nullptr && error->fault() == Fault::busy;
      if (lanes_[i].guards || (busy && !settings_.stays)) {
        fail(std::current_exception());
        break;
      }
      if (busy) break;  // each of the others would wait for the database as long; what is not begun keeps
      let_rest(rests_[i], trouble.what());
    }
  }
  return moved;
}

void Loop::let_rest(Rest& rest, const std::string& why) {
  const auto now = outside_.now();
  if (!settings_.stays) {
    if (!lane_trouble_) lane_trouble_ = std::current_exception();
    rest.until = Time::max();
    return;
  }
  rest.until = now + rest_after_trouble;
  if (rest.told_at && now - *rest.told_at < tell_again) return;
  rest.told_at = now;
  untold_.alarms.push_back(
      say(_("a part of the work rests, and begins again in {0} s: {1}"), rest_after_trouble.count(), why));
}

/// No longer than until more may leave.
void Loop::poll(bool at_once) {
  std::chrono::milliseconds longest = at_once ? std::chrono::milliseconds(0) : look_again;
  if (const auto wait = pause())
    longest = std::min(longest, std::chrono::ceil<std::chrono::milliseconds>(*wait));
  auto more = outside_.poll(longest);
  std::move(more.begin(), more.end(), std::back_inserter(ended_));
}

/// An answer is not thrown away because it cannot be written now: its message would be uncertain.
bool Loop::finish() {
  const std::size_t before = ended_.size();
  bool all_written = true;
  for (const auto& lane : lanes_) {
    try {
      lane.finish(ended_, untold_);
    } catch (const std::exception& trouble) {
      all_written = false;
      keep_trying(trouble.what());
      const auto* error = dynamic_cast<const Error*>(&trouble);
      if (error != nullptr && error->fault() == Fault::busy) break;  // the others would wait as long
      if (!settings_.stays) fail(std::current_exception());
    }
  }
  if (all_written) {
    ended_.clear();  // nobody's
    unwritten_told_.reset();
  }
  return ended_.size() < before;
}

void Loop::fail(std::exception_ptr trouble) {
  if (!trouble_) trouble_ = std::move(trouble);
}

void Loop::keep_trying(const std::string& why) {
  const auto now = outside_.now();
  if (!unwritten_told_) unwritten_told_ = now;  // the first moments are nothing to tell of
  if (now - *unwritten_told_ < tell_again) return;
  unwritten_told_ = now;
  untold_.alarms.push_back(
      say(_("answers of WhatsApp that wait to be written: {0}; {1}"), ended_.size(), why));
}

void Loop::tell(bool at_once) {
  const auto now = outside_.now();
  const bool news = untold_.did_something() || !untold_.alarms.empty() || untold_.stopped != was_stopped_;
  const bool due = settings_.tell_pause.count() > 0 ? now - told_at_ >= settings_.tell_pause : news;
  if (!due && !(at_once && news)) return;
  was_stopped_ = untold_.stopped;
  told_at_ = now;
  if (settings_.told) settings_.told(untold_);
  done_.add(untold_);
  done_.stopped = untold_.stopped;
  untold_ = {};
  untold_.stopped = was_stopped_;  // a state, until the gate says otherwise
}

/// Ends early when somebody has written since `seen`: an answer that was just queued leaves at once.
void Loop::rest(std::int64_t seen) {
  const auto until = outside_.now() + look_again;
  do {
    outside_.sleep(glance);
  } while (outside_.now() < until && outside_.data_version() == seen);
}

bool Loop::busy(bool only_whole) const {
  return std::any_of(lanes_.begin(), lanes_.end(),
                     [&](const Lane& lane) { return (lane.ends_whole || !only_whole) && lane.busy(); });
}

Lane::Pause Loop::pause() const {
  Lane::Pause shortest;
  for (const auto& lane : lanes_) {
    const auto wait = lane.pause();
    if (wait && (!shortest || *wait < *shortest)) shortest = wait;
  }
  return shortest;
}

}  // namespace urp::work
