// The counts of the day are kept, not counted: whatever happens to the cases, they are what counting them
// gives.
#include "store/figures.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "domain/deadlines.hpp"
#include "test_office.hpp"

using namespace urp;
using std::chrono::hours;

namespace {

struct Case {
  std::string state, clerk, service;
  bool urgent = false;
  std::int64_t unread = 0;
  std::optional<TimePoint> waiting_since, last_message_at, postponed_until;
  Clocks clocks;
};

std::vector<Case> list_cases(const store::Access& db) {
  std::vector<Case> cases;
  db.each(R"(
    SELECT state, clerk, service, urgent, unread, waiting_since, last_message_at, postponed_until,
           first_answered_at, first_answer_due_at, term_due_at
    FROM ticket)",
          [&](db::Row& row) {
            Case one;
            row >> one.state >> one.clerk >> one.service >> one.urgent >> one.unread >> one.waiting_since >>
                one.last_message_at >> one.postponed_until >> one.clocks.first_answered_at >>
                one.clocks.first_answer_due_at >> one.clocks.term_due_at;
            cases.push_back(std::move(one));
          });
  return cases;
}

/// As somebody counts who goes through them one by one.
store::WorkFigures count_one_by_one(const store::Access& db, TimePoint now, TimePoint silent_before) {
  store::WorkFigures figures;
  for (const auto& one : list_cases(db)) {
    figures.unread += one.unread;
    const auto state = ticket_state(one.state).value();
    if (state == TicketState::closed) continue;
    if (one.waiting_since && one.postponed_until && *one.postponed_until > now) {
      ++figures.postponed;
      continue;
    }
    ++figures.by_state[state];
    if (one.waiting_since) {
      ++figures.by_clerk[one.clerk];
      figures.urgent += one.urgent;
      figures.overdue += is_past(one.clocks, now);
      figures.waiting_longest =
          std::min(figures.waiting_longest.value_or(*one.waiting_since), *one.waiting_since);
    } else if (state == TicketState::routed) {
      ++figures.by_service[one.service];
      figures.overdue_service += is_past(one.clocks, now);
    } else {
      figures.silent += one.last_message_at && *one.last_message_at < silent_before;
    }
  }
  return figures;
}

/// A count of none may stand there or not.
template <typename Key>
std::map<Key, std::int64_t> without_none(std::map<Key, std::int64_t> counts) {
  std::erase_if(counts, [](const auto& count) { return count.second == 0; });
  return counts;
}

}  // namespace

TEST_CASE("figures: after any changes they are what counting one by one gives") {
  TestOffice office;
  const auto now = office.now();
  std::mt19937 random(20261201);
  const auto pick = [&random](int choices) {
    return static_cast<int>(random() % static_cast<unsigned>(choices));
  };
  const auto quoted = [&](std::vector<const char*> names) {
    const auto name = names[static_cast<std::size_t>(pick(static_cast<int>(names.size())))];
    return std::string(name) == "NULL" ? std::string(name) : "'" + std::string(name) + "'";
  };
  const auto some_time = [&] {
    return pick(3) == 0 ? std::string("NULL")
                        : std::to_string(now.time_since_epoch().count() +
                                         (pick(7) - 3) * (pick(2) == 0 ? 3'600 : 43'200));
  };
  const auto contact = office.add_contact();
  for (int i = 0; i < 12; ++i) office.add_ticket({.contact = contact, .urgent = i % 5 == 0, .unread = i % 3});
  for (int step = 0; step < 400; ++step) {
    CAPTURE(step);
    const std::string which = " WHERE id = " + std::to_string(1 + pick(12));
    const auto state = quoted({"new", "open", "waiting", "routed", "closed"});
    switch (pick(6)) {
      case 0:
        office.run("UPDATE ticket SET state = " + state + ", waiting_since = iif(" + state +
                   " IN ('new', 'open'), ifnull(waiting_since, presented_at - " + std::to_string(pick(9999)) +
                   "), NULL), closed_at = iif(" + state + " = 'closed', presented_at, NULL)" + which);
        break;
      case 1:
        office.run("UPDATE ticket SET clerk = " + quoted({"NULL", "maria", "anna"}) +
                   ", urgent = " + std::to_string(pick(2)) + which);
        break;
      case 2:
        office.run("UPDATE ticket SET service = " + quoted({"NULL", "ambiente", "strade"}) + which);
        break;
      case 3:
        office.run("UPDATE ticket SET unread = " + std::to_string(pick(4)) +
                   ", last_message_at = " + some_time() + which);
        break;
      case 4:
        office.run("UPDATE ticket SET postponed_until = " + some_time() + which);
        break;
      case 5:
        office.run("UPDATE ticket SET first_answered_at = " + some_time() +
                   ", first_answer_due_at = " + some_time() + ", term_due_at = " + some_time() + which);
        break;
    }
    const auto db = office.read();
    REQUIRE(store::count_wrong_tallies(db) == 0);
    const auto silent_before = now + hours(pick(3) - 1);
    const auto kept = store::count_work(db, now, silent_before);
    const auto counted = count_one_by_one(db, now, silent_before);
    CHECK(without_none(kept.by_state) == without_none(counted.by_state));
    CHECK(kept.by_clerk == counted.by_clerk);
    CHECK(kept.by_service == counted.by_service);
    CHECK(kept.postponed == counted.postponed);
    CHECK(kept.urgent == counted.urgent);
    CHECK(kept.overdue == counted.overdue);
    CHECK(kept.overdue_service == counted.overdue_service);
    CHECK(kept.unread == counted.unread);
    CHECK(kept.silent == counted.silent);
    CHECK(kept.waiting_longest == counted.waiting_longest);
  }
  office.run("DELETE FROM ticket WHERE id > 3");
  CHECK(store::count_wrong_tallies(office.read()) == 0);
  office.run("DELETE FROM ticket");
  CHECK(office.ask("SELECT count(*) FROM ticket_tally") == 0);
  CHECK(office.ask("SELECT count(*) FROM ticket_day") == 0);
}

TEST_CASE("figures: a hand in the file is seen") {
  TestOffice office;
  office.add_ticket();
  office.run("UPDATE ticket_tally SET tickets = 2");
  CHECK(store::count_wrong_tallies(office.read()) == 2);  // one that is not, and one that is missing
  office.run("UPDATE ticket_tally SET tickets = 1");
  office.run("UPDATE ticket_day SET day = day + 1");
  CHECK(store::count_wrong_tallies(office.read()) == 2);
}
