// The one loop of the worker, over lanes that are written down here, with a clock that moves only when the
// loop sleeps.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <utility>

#include <urp/error.hpp>

#include "work/loop.hpp"

using namespace urp;
using namespace std::chrono_literals;

namespace {

/// One kind of work: so many requests, each takes a time; its outcomes are written, or not.
struct Work {
  bool start_due(PassResult& result) {
    ++asked;
    if (start_fails) throw Error(*start_fails, "start");
    if (to_start == 0) return false;
    --to_start;
    ++in_flight;
    ++started;
    static_cast<void>(result);
    return true;
  }
  void finish(work::Ended& ended, PassResult& result) {
    const auto ours = [this](const auto& one) { return one.second.why == name; };
    if (std::none_of(ended.begin(), ended.end(), ours)) return;
    if (write_fails > 0) {
      --write_fails;
      throw Error(fault, "write");
    }
    in_flight -= static_cast<int>(std::erase_if(ended, ours));
    ++result.sent;
  }
  bool busy() const { return in_flight > 0 || held; }
  work::Lane::Pause pause() const { return wait; }

  std::string name = "ours";  // whose outcomes it takes
  int to_start = 0, in_flight = 0, started = 0, asked = 0, write_fails = 0;
  Fault fault = Fault::busy;
  std::optional<Fault> start_fails;
  bool held = false;
  work::Lane::Pause wait;
};

struct World {
  work::LoopOutside outside() {
    return {[this](std::chrono::milliseconds longest) { return poll(longest); },
            [this] { return under_way > 0; },
            [this] { return now; },
            [this](std::chrono::nanoseconds time) {
              now += time;
              ++sleeps;
            },
            [this] { return version; },
            [this] { ++signs; }};
  }
  work::Ended poll(std::chrono::milliseconds longest) {
    ++polls;
    if (under_way == 0) return {};
    if (answer_at > now + longest) {
      now += longest;
      return {};
    }
    now = std::max(now, answer_at);
    --under_way;
    work::Ended ended = {{1, {RequestOutcome::Kind::answered, {}, "ours"}}};
    if (std::exchange(theirs, false)) ended.push_back({2, {RequestOutcome::Kind::answered, {}, "theirs"}});
    return ended;
  }
  PassResult run(work::LoopSettings settings = {}) {
    work::Loop loop({work::lane_of(lane, true), work::lane_of(other)}, outside(), std::move(settings));
    return loop.run();
  }

  std::chrono::steady_clock::time_point now{1h}, answer_at{};
  int under_way = 0, polls = 0, sleeps = 0, signs = 0;
  std::int64_t version = 0;
  bool theirs = false;  // an answer for `other` comes with the first one
  Work lane, other{.name = "theirs"};
};

}  // namespace

TEST_CASE("loop: a pass starts what is due, waits for the answers, and ends") {
  World world;
  world.lane.to_start = 2;
  world.under_way = 2;
  world.answer_at = world.now + 1s;
  CHECK(world.run().sent == 2);
  CHECK_FALSE(world.lane.busy());
  CHECK(world.polls < 12);
  CHECK(world.signs > 0);
}

TEST_CASE("loop: an answer that cannot be written stays in hand, however long somebody holds the database") {
  World world;
  world.lane.to_start = world.under_way = 1;
  world.lane.write_fails = 1000;
  std::vector<std::string> alarms;
  const auto done = world.run();
  CHECK(done.sent == 1);
  CHECK(world.lane.write_fails == 0);
  CHECK(done.alarms.size() >= 2);  // once a minute it is told
}

TEST_CASE("loop: a full disk keeps the answers of a service in hand, and ends a pass after a while") {
  World world;
  world.lane.to_start = world.under_way = 1;
  world.lane.write_fails = 1000;
  world.lane.fault = Fault::failed;
  CHECK_THROWS_AS(world.run(), Error);
  CHECK(world.now - std::chrono::steady_clock::time_point(1h) < 20s);

  World service;
  service.lane.to_start = service.under_way = 1;
  service.lane.write_fails = 1000;
  service.lane.fault = Fault::failed;
  int sent = 0;
  service.run({.stays = true,
               .stop = [&] { return sent > 0; },
               .told = [&](const PassResult& result) { sent += result.sent; }});
  CHECK(sent == 1);
}

TEST_CASE("loop: nor do the answers in hand go with work that cannot begin on a full disk") {
  World world;
  world.lane.to_start = world.under_way = 1;
  world.answer_at = world.now + 30s;
  world.lane.write_fails = 1000;
  world.lane.fault = Fault::failed;
  world.other.start_fails = Fault::failed;
  int sent = 0;
  world.run({.stays = true,
             .stop = [&] { return sent > 0; },
             .told = [&](const PassResult& result) { sent += result.sent; }});
  CHECK(sent == 1);
  CHECK(world.polls < 1200);  // and nobody spins meanwhile
}

TEST_CASE("loop: a lane in trouble rests, is told of once a minute, and keeps no other waiting") {
  World world;
  world.lane.start_fails = Fault::failed;
  const auto begun = world.now;
  std::vector<std::string> alarms;
  world.run({.stays = true,
             .stop =
                 [&] {
                   if (world.now - begun >= 90s) world.lane.start_fails.reset();
                   world.other.to_start = world.under_way = 0;
                   return world.now - begun >= 130s;
                 },
             .told =
                 [&](const PassResult& result) {
                   alarms.insert(alarms.end(), result.alarms.begin(), result.alarms.end());
                 }});
  CHECK(world.other.asked >= 500);
  // Nine times in its first 90 s, one each 10 s; then each round.
  CHECK(world.lane.asked >= 100);
  CHECK(world.lane.asked <= world.other.asked - 300);
  REQUIRE(alarms.size() == 2);
  CHECK(alarms[0].find("start") != std::string::npos);
}

TEST_CASE("loop: a pass does the rest of its work before it says what went wrong") {
  World world;
  world.lane.start_fails = Fault::failed;
  world.other.to_start = 3;
  CHECK_THROWS_AS(world.run(), Error);
  CHECK(world.other.started == 3);
  CHECK(world.lane.asked == 1);
}

TEST_CASE("loop: the trouble of a lane that guards ends the loop, also of a service") {
  World world;
  world.lane.start_fails = Fault::failed;
  auto guard = work::lane_of(world.lane);
  guard.guards = true;
  work::Loop loop({guard, work::lane_of(world.other)}, world.outside(), {.stays = true});
  CHECK_THROWS_AS(loop.run(), Error);
  CHECK(world.other.asked == 0);
}

TEST_CASE("loop: outcomes that one lane cannot write do not keep those of the others") {
  World world;
  world.lane.in_flight = world.other.in_flight = world.under_way = 1;
  world.theirs = true;
  world.lane.write_fails = 1000;
  world.lane.fault = Fault::failed;
  int sent = 0, rounds = 0;
  world.run({.stays = true,
             .stop = [&] { return sent > 0 || ++rounds > 100; },
             .told = [&](const PassResult& result) { sent += result.sent; }});
  CHECK(world.other.in_flight == 0);
  CHECK(world.lane.write_fails > 800);
}

TEST_CASE("loop: at a stop nothing is begun, and what is under way is taken to its end") {
  World world;
  world.lane.in_flight = world.under_way = 1;
  world.lane.to_start = 1;
  world.answer_at = world.now + 5s;
  const auto done = world.run({.stays = true, .stop = [] { return true; }});
  CHECK(done.sent == 1);
  CHECK(world.lane.started == 0);
}

TEST_CASE("loop: a stop does not wait for ever: neither for an answer nor for the database") {
  World hangs;
  hangs.lane.in_flight = hangs.under_way = 1;
  hangs.answer_at = hangs.now + 600s;
  auto begun = hangs.now;
  hangs.run({.stays = true, .stop = [] { return true; }});
  CHECK(hangs.now - begun <= 15s);

  World locked;
  locked.lane.in_flight = locked.under_way = 1;
  locked.lane.write_fails = 100'000;
  begun = locked.now;
  const auto done = locked.run({.stays = true, .stop = [] { return true; }});
  CHECK(locked.now - begun <= 15s);
  CHECK(done.alarms.size() == 1);  // what could not be written is told
}

TEST_CASE("loop: at a stop only the lanes that must be are taken to their end, the others have a moment") {
  World world;
  world.other.in_flight = world.under_way = 1;
  world.answer_at = world.now + 600s;
  const auto begun = world.now;
  world.run({.stays = true, .stop = [] { return true; }});
  CHECK(world.now - begun <= 3s);
}

TEST_CASE("loop: what waits for its pace lets the loop sleep, and nothing spins") {
  World world;
  world.lane.held = true;  // claimed ahead, and nothing is under way
  world.lane.wait = 100ms;
  int rounds = 0;
  world.run({.stays = true, .stop = [&] {
               if (++rounds == 10) world.lane.held = false;
               return rounds > 10;
             }});
  CHECK(world.sleeps >= 9);
  CHECK(world.now - std::chrono::steady_clock::time_point(1h) >= 900ms);
}

TEST_CASE("loop: a clerk's command waits for the pace a few times, but for what is claimed until it left") {
  World world;
  world.lane.wait = 12ms;
  CHECK(world.run({.most_waits = 8}).sent == 0);
  CHECK(world.sleeps == 8);

  World claimed;
  claimed.lane.wait = 12ms;
  claimed.lane.held = true;
  int rounds = 0;
  claimed.run({.most_waits = 8, .stop = [&] {
                 if (++rounds == 30) claimed.lane.held = false, claimed.lane.wait.reset();
                 return false;
               }});
  CHECK(rounds >= 30);
}

TEST_CASE("loop: what goes wrong in the beginning of work is thrown after what was under way has ended") {
  World world;
  world.lane.in_flight = world.under_way = 1;
  world.answer_at = world.now + 1s;
  world.other.start_fails = Fault::failed;
  CHECK_THROWS_AS(world.run(), Error);
  CHECK_FALSE(world.lane.busy());
}

TEST_CASE("loop: a service whose database is busy begins nothing, and goes on") {
  World world;
  world.lane.start_fails = Fault::busy;
  int rounds = 0;
  world.run({.stays = true, .stop = [&] {
               if (++rounds == 5) world.lane.start_fails.reset();
               return rounds > 8;
             }});
  CHECK(world.lane.asked >= 8);
  CHECK_THROWS_AS(([] {
                    World pass;
                    pass.lane.start_fails = Fault::busy;
                    pass.run();
                  }()),
                  Error);
}

TEST_CASE("loop: a service at rest looks again at once when somebody has written") {
  World world;
  int rounds = 0;
  world.run({.stays = true, .stop = [&] {
               world.version = ++rounds;
               return rounds > 3;
             }});
  const auto idle = world.now;
  CHECK(idle - std::chrono::steady_clock::time_point(1h) >= 750ms);
}
