#include "domain/deadlines.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "store/ticket_list.hpp"
#include "test_office.hpp"

using namespace urp;
using std::chrono::days;
using std::chrono::hours;

namespace {

constexpr auto first_answer = Deadline::Clock::first_answer, term = Deadline::Clock::term;
const TimePoint now = utc(2026, 11, 23, 9, 4);

}  // namespace

TEST_CASE("deadlines: the nearest of the clocks that still run") {
  const auto next = [](const Clocks& clocks) { return next_deadline(clocks); };
  CHECK_FALSE(next({}));
  CHECK_FALSE(next({.first_answered_at = now, .first_answer_due_at = now + hours(1)}));
  CHECK(next({.first_answer_due_at = now, .term_due_at = now + days(1)})->clock == first_answer);
  CHECK(next({.first_answer_due_at = now, .term_due_at = now})->clock == first_answer);
  CHECK(next({.first_answer_due_at = now + hours(1), .term_due_at = now})->clock == term);
  CHECK(next({.first_answered_at = now, .first_answer_due_at = now, .term_due_at = now + days(1)})->clock ==
        term);
  CHECK(next({.first_answer_due_at = now})->at == now);
}

TEST_CASE("deadlines: overdue is what is somebody's turn and past its time, to the second") {
  const Clocks answer{.first_answer_due_at = now};
  CHECK_FALSE(is_overdue(TicketState::open_new, answer, now));
  CHECK(is_overdue(TicketState::open_new, answer, now + Seconds(1)));
  CHECK(is_overdue(TicketState::open, answer, now + Seconds(1)));
  CHECK(is_overdue(TicketState::routed, answer, now + Seconds(1)));
  CHECK_FALSE(is_overdue(TicketState::waiting, answer, now + Seconds(1)));
  CHECK_FALSE(is_overdue(TicketState::closed, answer, now + Seconds(1)));
}

TEST_CASE("deadlines: a closed ticket has none, and was answered late or not") {
  Ticket ticket;
  ticket.first_answer_due_at = now;
  CHECK(next_deadline(ticket)->at == now);
  CHECK_FALSE(answered_late(ticket));
  ticket.first_answered_at = now;
  CHECK_FALSE(answered_late(ticket));
  ticket.first_answered_at = now + Seconds(1);
  CHECK(answered_late(ticket));
  ticket.term_due_at = now;
  ticket.state = TicketState::closed;
  CHECK_FALSE(next_deadline(ticket));
}

TEST_CASE("deadlines: the list, its order, the counts and a single ticket agree on every combination") {
  TestOffice office;
  const std::optional<TimePoint> times[] = {std::nullopt, now - hours(2), now - hours(1), now,
                                            now + hours(1)};
  std::vector<std::pair<TicketId, TicketRow>> rows;
  for (const auto state : {TicketState::open_new, TicketState::open, TicketState::waiting,
                           TicketState::routed, TicketState::closed}) {
    for (const auto& answered : {times[0], times[1]}) {
      for (const auto& answer_due : times) {
        for (const auto& term_due : times) {
          TicketRow row{.state = state};
          row.first_answered_at = answered;
          row.first_answer_due_at = answer_due;
          row.term_due_at = term_due;
          rows.emplace_back(office.add_ticket(row), row);
        }
      }
    }
  }
  const auto db = office.read();
  TicketFilter late;
  late.overdue = true;
  const auto listed = store::list_ticket_ids(db, late, InboxSort::number, 0, now);
  for (const auto& [id, row] : rows) {
    const Clocks clocks{row.first_answered_at, row.first_answer_due_at, row.term_due_at};
    const bool expected = is_overdue(row.state, clocks, now);
    CAPTURE(id.value);
    CHECK((std::find(listed.begin(), listed.end(), id) != listed.end()) == expected);
    CHECK(store::get_ticket(db, id, now).overdue == expected);
  }
  std::optional<TimePoint> before = TimePoint::min();
  for (const auto id : store::list_ticket_ids(db, {.states = {TicketState::open}}, InboxSort::due, 0, now)) {
    const auto next = next_deadline(store::get_ticket(db, id, now));
    if (next) CHECK(before.value_or(TimePoint::max()) <= next->at);
    before = next ? std::optional(next->at) : std::nullopt;
  }
}
