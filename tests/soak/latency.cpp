// latency.cpp: how long an answer waits for an idle listen, and what an idle listen costs.
#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <sstream>

#include "listener.hpp"
#include "plan.hpp"

namespace soak {
namespace {

using Clock = std::chrono::steady_clock;

constexpr double longest = 1.0;       // seconds from the end of urp reply: generous, 0.3 is what is wanted
constexpr double most_at_rest = 0.1;  // of one processor

double cpu_seconds(pid_t pid) {
  const std::string stat = read_file("/proc/" + std::to_string(pid) + "/stat");
  std::istringstream fields(stat.substr(stat.rfind(')') + 2));
  std::string field;
  double ticks = 0;
  for (int n = 3; fields >> field; ++n) {
    if (n == 14 || n == 15) ticks += std::stod(field);
  }
  return ticks / static_cast<double>(sysconf(_SC_CLK_TCK));
}

std::int64_t first_ticket(const Plan& plan) {
  SQLite::Database database(plan.database, SQLite::OPEN_READONLY, 5000);
  SQLite::Statement query(database, "SELECT min(id) FROM ticket WHERE state <> 'closed'");
  return query.executeStep() ? query.getColumn(0).getInt64() : 0;
}

}  // namespace

int measure_latency(const Plan& plan) {
  Simulator simulator(plan.simulator);
  Child listen = start_listen(plan.urp, simulator, 0);
  constexpr int rounds = 9;
  std::vector<double> waits, commands;
  for (int n = 0; n < rounds; ++n) {  // each to a person of their own: nobody's pace is in the way
    simulator.post("inbound", {{"from", fmt::format("39333000{:04}", 500 + n)}, {"text", "Buongiorno"}});
  }
  if (!wait_until(std::chrono::seconds(20), [&] {
        SQLite::Database database(plan.database, SQLite::OPEN_READONLY, 5000);
        return database.execAndGet("SELECT count(*) FROM ticket").getInt() >= rounds;
      })) {
    throw std::runtime_error("the citizens' messages never came in");
  }
  const std::int64_t first = first_ticket(plan);
  int wrong = 0;
  for (int n = 0; n < rounds; ++n) {
    const std::size_t before = simulator.get("ledger")["messages"].size();
    pause(std::chrono::milliseconds(31 * n));  // at any moment of its rest
    const auto start = Clock::now();
    Child reply({plan.urp, "reply", std::to_string(first + n), fmt::format("subito {}", n), "--json"},
                "reply.out", "reply.err");
    if (reply.wait(std::chrono::seconds(20)) != 0) {
      fmt::print("WRONG reply: {}\n", read_file("reply.err"));
      ++wrong;
      continue;
    }
    const auto end = Clock::now();
    const bool there = wait_until(std::chrono::seconds(20),
                                  [&] { return simulator.get("ledger")["messages"].size() > before; });
    if (!there) {
      fmt::print("WRONG never accepted: {}\n", n);
      ++wrong;
    }
    waits.push_back(std::chrono::duration<double>(Clock::now() - end).count());
    commands.push_back(std::chrono::duration<double>(end - start).count());
  }
  if (!wait_until(std::chrono::seconds(20), [&] {
        return simulator.post("settle", {{"seconds", 1}})["pending"] == 0;
      })) {
    fmt::print("WRONG webhooks are still waiting\n");
    ++wrong;
  }
  const double used = cpu_seconds(listen.id());
  constexpr std::chrono::seconds rest{2};
  pause(rest);
  const double at_rest = (cpu_seconds(listen.id()) - used) / std::chrono::duration<double>(rest).count();
  if (!stop_listen(listen)) ++wrong;
  std::sort(waits.begin(), waits.end());
  std::sort(commands.begin(), commands.end());
  const double worst = waits.empty() ? longest : waits.back();
  fmt::print(
      "from the end of urp reply to the acceptance: median {:.0f} ms, longest {:.0f} ms; the command itself "
      "{:.0f} ms; an idle listen takes {:.1f} % of a processor\n",
      waits.empty() ? 0 : waits[waits.size() / 2] * 1000, worst * 1000,
      commands.empty() ? 0 : commands[commands.size() / 2] * 1000, at_rest * 100);
  if (worst >= longest) {
    fmt::print("WRONG slower than {} s\n", longest);
    ++wrong;
  }
  if (at_rest >= most_at_rest) {
    fmt::print("WRONG an idle listen is busy\n");
    ++wrong;
  }
  return wrong;
}

}  // namespace soak
