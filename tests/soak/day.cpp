// day.cpp: who does what at once: citizens, clerks, the faults, and the one who kills and stops listen.
#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <mutex>
#include <optional>
#include <random>
#include <thread>

#include "listener.hpp"
#include "plan.hpp"

namespace soak {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr int failing_code = 131049;  // of statuses that fail what was accepted

struct Day {
  const Plan& plan;
  Figures figures;
  std::mutex mutex;  // guards figures
  std::atomic<bool> over{false};
  Clock::time_point began = Clock::now();

  /// The n-th of so many things, spread over the time.
  Clock::time_point when(int n, int of) const {
    return began + milliseconds(static_cast<std::int64_t>(plan.seconds) * 1000 * n / std::max(1, of));
  }
  template <class Action>
  void note(Action action) {
    const std::lock_guard lock(mutex);
    action(figures);
  }
};

void wait_for(Clock::time_point when) {
  std::this_thread::sleep_until(when);
}

std::string phone(int citizen) {
  return fmt::format("39333{:07}", 100 + citizen);
}

void citizens_write(Day& day) {
  Simulator simulator(day.plan.simulator);
  std::mt19937 chance(day.plan.seed);
  for (int n = 0; n < day.plan.inbound; ++n) {
    wait_for(day.when(n, day.plan.inbound));
    const int citizen =
        n < day.plan.citizens ? n : static_cast<int>(chance() % static_cast<unsigned>(day.plan.citizens));
    Json message = {{"from", phone(citizen)}, {"name", "Maria Serra"}};
    if (n % 10 == 7) {
      message["image"] = {{"size", 1000 + n}, {"caption", fmt::format("foto {}", n)}};
    } else {
      message["text"] = fmt::format("Buongiorno, domanda numero {}", n);
    }
    simulator.post("inbound", message);
  }
}

constexpr int attachments = 6;  // each is uploaded once and then known

std::string attachment(int n) {
  return fmt::format("modulo{}.pdf", n);
}

/// Every kind in its turn. Those with words carry the number in them.
std::vector<std::string> answer_words(int number) {
  const std::string words = fmt::format("risposta {}", number);
  switch (number % 8) {
    case 1:
      return {words, "--attach", attachment(number / 8 % attachments)};
    case 2:
      return {"--template", "pratica_aggiornata", "--param", fmt::format("protocollo=2026/{}", number)};
    case 3:
      return {"--location", fmt::format("39.{:03},9.1 Via Roma", number)};
    case 4:
      return {words, "--ask-location"};
    case 5:
      return {"--react", "👍"};
    case 6:
      return {words, "--ask-phone"};
    default:
      return {words};
  }
}

/// People who wrote once and are blocked and unblocked from then on.
void somebody_is_blocked(Day& day) {
  Simulator simulator(day.plan.simulator);
  const std::string troublemaker = phone(day.plan.citizens + 1);
  const auto act = [&](const char* verb) {
    Child child({day.plan.urp, "contact", verb, troublemaker}, "block.out", "block.err");
    const auto status = child.wait(std::chrono::seconds(60));
    if (status == 0 || status == 3 || status == 75) return;  // 3: not yet heard of
    fmt::print("WRONG contact {} ended with {}: {}\n", verb, status.value_or(-1), read_file("block.err"));
    day.note([](Figures& f) { ++f.wrong; });
  };
  simulator.post("inbound", {{"from", troublemaker}, {"text", "Insulti"}});
  constexpr int rounds = 12;
  for (int round = 0; round < rounds && !day.over; ++round) {
    wait_for(day.when(round, rounds));
    act(round % 2 == 0 ? "block" : "unblock");
    day.note([](Figures& f) { ++f.blocks; });
  }
}

/// One answer: the same command under the same key until it ends with 0, as a careful script does it.
void answer(Day& day, std::mt19937& chance, int clerk, int number, std::int64_t ticket) {
  const std::string key = fmt::format("key-{}", number), name = fmt::format("clerk-{}", clerk);
  std::vector<std::string> command = {day.plan.urp, "reply", std::to_string(ticket), "--json", "--key", key,
                                      "--clerk",    name};
  const auto words = answer_words(number);
  command.insert(command.begin() + 3, words.begin(), words.end());
  const bool dies = number % 9 == 4;
  for (int tries = 0; tries < 20; ++tries) {
    Child reply(command, name + ".out", name + ".err");
    if (dies && tries == 0) {
      pause(milliseconds(chance() % 40));
      reply.signal(SIGKILL);
      reply.wait(std::chrono::seconds(10));
      day.note([](Figures& f) { ++f.killed_replies; });
      continue;
    }
    const auto status = reply.wait(std::chrono::seconds(120));
    if (status == 0) {
      if (number % 5 == 0 && tries == 0) continue;  // once more under the same key: must change nothing
      day.note([](Figures& f) { ++f.replies; });
      return;
    }
    if (status == 75) {
      day.note([](Figures& f) { ++f.busy; });
      continue;
    }
    fmt::print("WRONG reply {} of ticket {} ended with {}: {}\n", number, ticket, status.value_or(-1),
               read_file(name + ".err"));
    break;
  }
  day.note([](Figures& f) { ++f.wrong; });
}

/// Clerk k answers the tickets whose number leaves k: nobody takes a colleague's.
void clerk_answers(Day& day, int clerk) {
  std::mt19937 chance(day.plan.seed * 100 + static_cast<unsigned>(clerk));
  SQLite::Database database(day.plan.database, SQLite::OPEN_READONLY, 5000);
  std::int64_t last = 0;
  for (int number = clerk; number < day.plan.outbound; number += day.plan.clerks) {
    wait_for(day.when(number, day.plan.outbound));
    std::int64_t ticket = 0;
    wait_until(std::chrono::seconds(20), [&] {
      SQLite::Statement next(
          database,
          "SELECT id FROM ticket WHERE id % ?1 = ?2 AND contact NOT IN (SELECT contact FROM identity"
          " WHERE value = ?4) ORDER BY id <= ?3, id LIMIT 1");
      next.bind(4, phone(day.plan.citizens + 1));
      next.bind(1, day.plan.clerks);
      next.bind(2, clerk);
      next.bind(3, last);
      if (!next.executeStep()) return false;
      ticket = next.getColumn(0).getInt64();
      return true;
    });
    if (ticket == 0) throw std::runtime_error("no ticket to answer");
    last = ticket;
    answer(day, chance, clerk, number, ticket);
  }
}

std::vector<Json> send_faults(const Plan& plan) {
  std::vector<Json> faults = {
      {{"kind", "accept_then_close"}},
      {{"kind", "close_before_accept"}},
      {{"kind", "accept_then_500"}},
      {{"kind", "html500"}},
      {{"kind", "half_json"}},
      {{"kind", "empty_200"}},
      {{"kind", "cut_off"}},
      {{"kind", "slow"}, {"ms", 400}},
      {{"kind", "status_before_answer"}},
      {{"kind", "status"}, {"http", 429}, {"code", 130429}},
      {{"kind", "status"}, {"http", 429}, {"code", 80007}, {"retry_after", 1}},
      {{"kind", "status"}, {"http", 400}, {"code", 4}},
      {{"kind", "status"}, {"http", 400}, {"code", 131056}},
      {{"kind", "status"}, {"http", 500}, {"code", 131000}},
      {{"kind", "status"}, {"http", 400}, {"code", 131026}},
  };
  if (plan.hangs) {
    faults.push_back({{"kind", "hang_before_accept"}});
    faults.push_back({{"kind", "accept_then_hang"}});
  }
  for (auto& fault : faults) fault["on"] = "messages";
  faults.push_back({{"kind", "html500"}, {"on", "upload"}});
  faults.push_back({{"kind", "close_before_accept"}, {"on", "upload"}});
  faults.push_back({{"kind", "html500"}, {"on", "blocks"}});
  faults.push_back({{"kind", "html500"}, {"on", "read"}});
  faults.push_back({{"kind", "html500"}, {"on", "media"}});
  faults.push_back({{"kind", "expire_url"}, {"on", "bytes"}});
  faults.push_back({{"kind", "cut_off"}, {"on", "bytes"}});
  faults.push_back({{"kind", "wrong_length"}, {"on", "bytes"}});
  return faults;
}

void things_go_wrong(Day& day) {
  Simulator simulator(day.plan.simulator);
  std::mt19937 chance(day.plan.seed + 7);
  const auto faults = send_faults(day.plan);
  const char* modes[] = {"normal", "duplicate", "reverse",           "read_only",
                         "normal", "failed",    "failed_after_sent", "delivered_then_failed"};
  const char* shapes[] = {"value", "changes", "entries"};
  const int rounds = day.plan.seconds * 4;
  for (int round = 0; round < rounds && !day.over; ++round) {
    wait_for(day.when(round, rounds));
    simulator.post("statuses", {{"mode", modes[chance() % std::size(modes)]}, {"code", failing_code}});
    simulator.post("webhooks", {{"twice", chance() % 3 == 0},
                                {"batch", 1 + chance() % 5},
                                {"shape", shapes[chance() % std::size(shapes)]}});
    const Json fault = faults[chance() % faults.size()];
    const Json left = simulator.get("faults");
    const auto waiting = [&left](const Json& on) {
      return std::count_if(left["waiting"].begin(), left["waiting"].end(),
                           [&](const Json& other) { return other["on"] == on; });
    };
    if (waiting(fault["on"]) >= 2) continue;  // few are left when it is over
    simulator.post("faults", {{"next", Json::array({fault})}});
    day.note([](Figures& f) { ++f.faults; });
  }
}

/// Kills listen every second, or stops it for a while: a holder that sleeps must not be taken for dead.
void torment_listen(Day& day, std::optional<Child>& listen) {
  Simulator simulator(day.plan.simulator);
  std::mt19937 chance(day.plan.seed + 11);
  int number = 0;
  listen.emplace(start_listen(day.plan.urp, simulator, number));
  const auto end = day.when(1, 1);
  while (Clock::now() < end) {
    pause(milliseconds(700 + chance() % 600));
    if (chance() % 4 == 0) {
      listen->signal(SIGSTOP);
      pause(milliseconds(500 + chance() % 1000));
      listen->signal(SIGCONT);
      day.note([](Figures& f) { ++f.stops; });
      continue;
    }
    listen->signal(SIGKILL);
    listen->wait(std::chrono::seconds(10));
    day.note([](Figures& f) { ++f.kills; });
    pause(milliseconds(chance() % 300));  // a clerk's reply may find the lock free
    listen.emplace(start_listen(day.plan.urp, simulator, ++number));
  }
}

bool at_rest(Simulator& simulator, SQLite::Database& database) {
  if (simulator.post("settle", {{"seconds", 1}})["pending"] != 0) return false;
  SQLite::Statement moving(
      database,
      "SELECT (SELECT count(*) FROM message WHERE status IN ('queued', 'sending'))"
      " + (SELECT count(*) FROM media WHERE state = 'pending')"
      " + (SELECT count(*) FROM read_receipt WHERE wanted = 1 AND not_before <= unixepoch())"
      " + (SELECT count(*) FROM block_wish WHERE state = 'wanted' AND block = 0)");
  return moving.executeStep() && moving.getColumn(0).getInt() == 0;
}

}  // namespace

Figures live_a_day(const Plan& plan) {
  Day day{plan, {}, {}, {}};
  std::vector<std::thread> people;
  std::exception_ptr trouble;
  const auto run = [&](auto action) {
    people.emplace_back([&, action] {
      try {
        action();
      } catch (...) {
        const std::lock_guard lock(day.mutex);
        trouble = std::current_exception();
        day.over = true;
      }
    });
  };
  {  // the first start makes the database
    Simulator simulator(plan.simulator);
    Child first = start_listen(plan.urp, simulator, -1);
    if (!stop_listen(first)) throw std::runtime_error("listen did not end: " + read_file("listen--1.log"));
  }
  {
    for (int n = 0; n < attachments; ++n) {
      std::ofstream(attachment(n)) << "%PDF-1.4\n" << std::string(3000 + static_cast<std::size_t>(n), ' ');
    }
    Child sync({plan.urp, "template", "sync"}, "template.out", "template.err");
    if (sync.wait(std::chrono::seconds(30)) != 0)
      throw std::runtime_error("template sync: " + read_file("template.err"));
  }
  day.began = Clock::now();
  run([&] { citizens_write(day); });
  run([&] { somebody_is_blocked(day); });
  run([&] { things_go_wrong(day); });
  for (int clerk = 0; clerk < plan.clerks; ++clerk) run([&, clerk] { clerk_answers(day, clerk); });
  std::optional<Child> listen;
  run([&] { torment_listen(day, listen); });
  for (auto& person : people) person.join();
  if (trouble) std::rethrow_exception(trouble);

  Simulator simulator(plan.simulator);
  simulator.post("statuses", {{"mode", "normal"}});
  SQLite::Database database(plan.database, SQLite::OPEN_READONLY, 5000);
  const auto rest = Clock::now();
  day.figures.settled =
      wait_until(std::chrono::seconds(plan.settle), [&] { return at_rest(simulator, database); });
  day.figures.settled_after = std::chrono::duration<double>(Clock::now() - rest).count();
  if (!stop_listen(*listen)) {
    fmt::print("WRONG listen did not end in order\n");
    ++day.figures.wrong;
  }
  return day.figures;
}

}  // namespace soak
