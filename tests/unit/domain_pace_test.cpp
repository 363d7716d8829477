#include <doctest/doctest.h>

#include <vector>

#include "domain/pace.hpp"

using namespace urp;
using namespace std::chrono_literals;

namespace {

const Pace::Time start = Pace::Time() + 1h;

/// Takes whatever room there is, looking again as late as `step` asks; when each left.
std::vector<Pace::Time> run(Pace& pace, Pace::Time from, std::chrono::nanoseconds length,
                            std::chrono::nanoseconds late = 0ns) {
  std::vector<Pace::Time> left;
  for (auto now = from; now < from + length;) {
    const int room = pace.room(now);
    pace.take(now, room);
    left.insert(left.end(), static_cast<std::size_t>(room), now);
    const auto next = pace.next(now);
    CHECK(next > now);
    now = next + late;
  }
  return left;
}

std::size_t most_in_a_second(const std::vector<Pace::Time>& left) {
  std::size_t most = 0, first = 0;
  for (std::size_t i = 0; i < left.size(); ++i) {
    while (left[i] - left[first] >= 1s) ++first;
    most = std::max(most, i - first + 1);
  }
  return most;
}

}  // namespace

TEST_CASE("pace: never above the rate in any second, and hardly below it") {
  for (const int rate : {1, 3, 20, 80, 1000}) {
    for (const auto late : {0ns, 300'000ns, 2'000'000ns}) {
      CAPTURE(rate);
      CAPTURE(late.count());
      Pace pace(rate);
      pace.begin(start, 0);
      const auto left = run(pace, start, 20s, late);
      CHECK(most_in_a_second(left) <= static_cast<std::size_t>(rate));
      CHECK(static_cast<double>(left.size()) >= 0.98 * rate * 20);
    }
  }
}

TEST_CASE("pace: evenly, not all at the beginning of a second") {
  Pace pace(20);
  pace.begin(start, 0);
  const auto left = run(pace, start, 1s);
  REQUIRE(left.size() == 20);
  for (std::size_t i = 1; i < left.size(); ++i) CHECK(left[i] - left[i - 1] >= 24ms);
  for (std::size_t i = 5; i < left.size(); ++i) CHECK(left[i] - left[i - 5] >= 224ms);
}

TEST_CASE("pace: what another process started just before counts") {
  Pace pace(20);
  pace.begin(start, 20);
  CHECK(pace.room(start) == 0);
  CHECK(pace.next(start) <= start + 60ms);  // the oldest of them is nearly a second ago
  CHECK(pace.next(start) > start + 40ms);
  Pace idle(20);
  idle.begin(start, 1);
  CHECK(idle.next(start) == start + 50ms);
}

TEST_CASE("pace: a rest is not saved up") {
  Pace pace(80);
  pace.begin(start, 0);
  CHECK(pace.room(start + 10s) <= 2);
}

TEST_CASE("pace: a rate code halves it once, and it comes back slowly") {
  Pace pace(80);
  pace.begin(start, 0);
  pace.slow_down(start);
  pace.slow_down(start + 100ms);  // what was on its way hears the same
  CHECK(pace.rate(start + 100ms) == doctest::Approx(40.4));
  CHECK(pace.rate(start + 5s) == doctest::Approx(60));
  CHECK(pace.rate(start + 30s) == doctest::Approx(80));
  for (int i = 31; i < 60; ++i) pace.slow_down(start + std::chrono::seconds(2 * i));
  CHECK(pace.rate(start + 118s) >= 1);
}
