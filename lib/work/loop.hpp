// loop.hpp: the one loop of the worker, over lanes of the same shape. Knows neither database nor network.
#pragma once

#include <chrono>
#include <exception>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <urp/work.hpp>

#include "work/wire.hpp"

namespace urp::work {

/// One kind of work.
struct Lane {
  using Pause = std::optional<std::chrono::nanoseconds>;

  /// True: something was started or moved.
  std::function<bool(PassResult&)> start_due;
  /// Takes its own out of the list, each when what it means is written. Called each round, also without any.
  std::function<void(Ended&, PassResult&)> finish;
  std::function<bool()> busy;
  /// How long until more may leave; nothing when nothing waits for its pace.
  std::function<Pause()> pause;
  /// At a stop it is taken to its end; of the other lanes what does not end soon is begun anew another time.
  bool ends_whole = false;
  /// Its trouble ends the loop; any other lane in trouble rests by itself, and the others go on.
  bool guards = false;
};

template <class Work>
Lane lane_of(Work& work, bool ends_whole = false) {
  Lane lane;
  lane.start_due = [&work](PassResult& result) { return work.start_due(result); };
  lane.finish = [](Ended&, PassResult&) {};
  lane.busy = [] { return false; };
  lane.pause = [] { return Lane::Pause(); };
  if constexpr (requires(Ended & ended, PassResult & result) { work.finish(ended, result); })
    lane.finish = [&work](Ended& ended, PassResult& result) { work.finish(ended, result); };
  if constexpr (requires { work.busy(); }) lane.busy = [&work] { return work.busy(); };
  if constexpr (requires { work.pause(); }) lane.pause = [&work] { return work.pause(); };
  lane.ends_whole = ends_whole;
  return lane;
}

/// What the loop has from outside.
struct LoopOutside {
  std::function<Ended(std::chrono::milliseconds)> poll;  // at once when nothing is under way
  std::function<bool()> under_way;
  std::function<std::chrono::steady_clock::time_point()> now;
  std::function<void(std::chrono::nanoseconds)> sleep;
  std::function<std::int64_t()> data_version;  // another number when somebody has written
  std::function<void()> give_sign;             // that we live: once a round
};

struct LoopSettings {
  bool stays = false;                   // for what will come, until it is stopped
  std::optional<int> most_waits{};      // for the pace; what is left then is for somebody else
  std::function<bool()> rests_shortly;  // nothing is due, but soon something will be
  std::function<bool()> stop;
  std::function<void(const PassResult&)> told;  // of what was done since it heard last
  std::chrono::milliseconds tell_pause{0};      // above 0: it hears that often, also of nothing
};

class Loop {
 public:
  Loop(std::vector<Lane> lanes, LoopOutside outside, LoopSettings settings)
      : lanes_(std::move(lanes)), outside_(std::move(outside)), settings_(std::move(settings)) {}

  /// Everything that was done, with what was found before. What went wrong in the beginning of work is told
  /// by who stays; else it is thrown when everything else has ended.
  PassResult run(PassResult found = {});

 private:
  using Time = std::chrono::steady_clock::time_point;
  struct Rest {
    std::optional<Time> until, told_at;
  };

  bool is_over();
  bool start();
  bool rests(const Rest& rest) const { return rest.until && outside_.now() < *rest.until; }
  void let_rest(Rest& rest, const std::string& why);
  bool finish();
  void poll(bool at_once);
  void fail(std::exception_ptr trouble);
  void keep_trying(const std::string& why);
  void tell(bool at_once);
  void rest(std::int64_t seen);
  bool busy(bool only_whole) const;
  Lane::Pause pause() const;

  std::vector<Lane> lanes_;
  std::vector<Rest> rests_{lanes_.size()};  // of each lane
  LoopOutside outside_;
  LoopSettings settings_;
  Ended ended_;  // in hand until they are written
  PassResult done_, untold_;
  std::exception_ptr trouble_;       // it ends
  std::exception_ptr lane_trouble_;  // the first one of a pass, which goes on without that lane
  std::optional<Time> ending_since_, unwritten_told_;
  Time told_at_{};
  bool was_stopped_ = false;
};

}  // namespace urp::work
