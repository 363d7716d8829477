// plan.hpp: how much the soak does, and where.
#pragma once

#include <string>

namespace soak {

struct Plan {
  std::string urp, simulator, database;
  int citizens = 40, inbound = 200, outbound = 60, clerks = 4;
  int seconds = 12;  // over which citizens write and clerks answer, with faults
  int settle = 90;   // seconds at most until everything has come to rest
  unsigned seed = 1;
  bool hangs = false;  // requests that never end: each costs a sender up to its 30 s
};

/// What the day saw, for the last line.
struct Figures {
  int kills = 0, stops = 0, faults = 0, replies = 0, busy = 0, killed_replies = 0, blocks = 0, wrong = 0;
  double settled_after = 0;
  bool settled = false;
};

/// Citizens write, clerks answer, things go wrong; returns when all is at rest or the time is over. `listen`
/// of the end has ended, in order.
Figures live_a_day(const Plan& plan);
/// Everything that must be true afterwards; prints what is not. How many faults.
int judge(const Plan& plan, const Figures& figures);
/// An idle listen: from the end of urp reply to the acceptance, and what resting costs. How many faults.
int measure_latency(const Plan& plan);

}  // namespace soak
