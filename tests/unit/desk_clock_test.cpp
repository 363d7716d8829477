// The terms of a case, and their suspensions, by hand.
#include <doctest/doctest.h>

#include <urp/desk/change.hpp>
#include <urp/desk/clock.hpp>
#include <urp/desk/route.hpp>

#include "test_office.hpp"

using namespace urp;
using std::chrono::days;
using std::chrono::hours;

namespace {

const TimePoint presented = utc(2026, 11, 3, 10, 0);

struct Case {
  TestOffice office;
  TicketId ticket;
  explicit Case(TicketState state = TicketState::open) {
    TicketRow row;
    row.state = state;
    row.presented_at = presented;
    row.term_due_at = utc(2026, 12, 3, 23, 59, 59);
    ticket = office.add_ticket(row);
  }
  TicketClock suspend(TermGround ground, std::optional<std::string> note = std::nullopt) {
    return suspend_term(*office, {ticket, ground, std::move(note), std::nullopt});
  }
};

}  // namespace

TEST_CASE("clock: a suspension moves the term at once by all it allows, and an early end takes days back") {
  Case it;
  it.office.set_now(utc(2026, 11, 10, 9, 30));
  auto clock = it.suspend(TermGround::information, "manca la planimetria");
  CHECK(clock.suspended);
  CHECK(clock.ticket.term_due_at == utc(2027, 1, 2, 23, 59, 59));  // 3 December and 30 days
  CHECK(clock.suspensions.back().until == utc(2026, 12, 10, 23, 59, 59));
  CHECK(clock.suspensions.back().note == "manca la planimetria");
  CHECK(it.office.ask("SELECT count(*) FROM event WHERE verb = 'term_suspend' AND ticket = 1") == 1);

  it.office.set_now(utc(2026, 11, 17, 8, 0));  // seven days later
  clock = resume_term(*it.office, it.ticket);
  CHECK_FALSE(clock.suspended);
  CHECK(clock.ticket.term_due_at == utc(2026, 12, 10, 23, 59, 59));
  CHECK(clock.extended == days(7));
  CHECK(it.office.ask("SELECT count(*) FROM event WHERE verb = 'term_resume' AND ticket = 1") == 1);
}

TEST_CASE("clock: the suspension ends by itself after as many days as its ground allows") {
  Case it;
  it.office.set_now(utc(2026, 11, 10, 9, 30));
  it.suspend(TermGround::third_parties);
  it.office.set_now(utc(2026, 11, 20, 23, 59, 59));
  CHECK(show_clock(*it.office, it.ticket).suspended);
  it.office.set_now(utc(2026, 11, 21));
  const auto clock = show_clock(*it.office, it.ticket);
  CHECK_FALSE(clock.suspended);
  CHECK(clock.ticket.term_due_at == utc(2026, 12, 13, 23, 59, 59));
  CHECK_FAULT(resume_term(*it.office, it.ticket), Fault::conflict);
}

TEST_CASE("clock: what the law does not allow is refused, and nothing changes") {
  Case it;
  it.office.set_now(utc(2026, 11, 10, 9, 30));
  CHECK_FAULT(resume_term(*it.office, it.ticket), Fault::conflict);
  it.suspend(TermGround::information);
  CHECK_FAULT(it.suspend(TermGround::third_parties), Fault::conflict);  // one at a time
  it.office.set_now(utc(2026, 11, 12, 9, 30));
  resume_term(*it.office, it.ticket);
  CHECK_FAULT(it.suspend(TermGround::information), Fault::refused);  // once
  it.suspend(TermGround::third_parties);
  CHECK(it.office.ask("SELECT count(*) FROM term_suspension") == 2);

  Case late;
  late.office.set_now(utc(2026, 12, 4));
  CHECK_FAULT(late.suspend(TermGround::information), Fault::refused);
  Case closed(TicketState::closed);
  CHECK_FAULT(closed.suspend(TermGround::information), Fault::conflict);
  CHECK_FAULT(show_clock(*closed.office, {99}), Fault::not_found);
  CHECK_FAULT(it.suspend(TermGround::third_parties, "due\nrighe"), Fault::usage);
}

TEST_CASE("clock: another kind keeps the days of the suspensions") {
  auto settings = TestOffice::default_settings();
  settings.terms.by_kind[TicketKind::complaint] = days(15);
  TestOffice office(settings);
  TicketRow row;
  row.state = TicketState::open;
  row.presented_at = presented;
  row.term_due_at = utc(2026, 12, 3, 23, 59, 59);
  const auto ticket = office.add_ticket(row);
  office.set_now(utc(2026, 11, 10, 9, 30));
  suspend_term(*office, {ticket, TermGround::third_parties, std::nullopt, std::nullopt});
  set_kind(*office, {.tickets = {ticket}}, TicketKind::complaint);
  const auto clock = show_clock(*office, ticket);
  CHECK(clock.by_office);
  CHECK(clock.ticket.term_due_at == utc(2026, 11, 28, 23, 59, 59));  // 18 November and 10 days
}

TEST_CASE("clock: a service that has the case has more time when the term rests") {
  auto settings = TestOffice::default_settings();
  settings.services.push_back({"verde", "Verde pubblico", ""});
  settings.services.push_back({"strade", "Strade", ""});
  TestOffice office(settings);
  TicketRow row;
  row.state = TicketState::open;
  row.presented_at = presented;
  row.term_due_at = utc(2026, 12, 3, 23, 59, 59);
  const auto ticket = office.add_ticket(row);
  office.set_now(utc(2026, 11, 10, 9, 30));
  route_tickets(*office, {.tickets = {ticket}, .service = "verde", .copies = {"strade"}});
  office.run("UPDATE dispatch SET state = 'answered', answered_at = at WHERE service = 'strade'");
  suspend_term(*office, {ticket, TermGround::third_parties, std::nullopt, std::nullopt});
  const auto clock = show_clock(*office, ticket);
  REQUIRE(clock.ticket.dispatches.size() == 2);
  CHECK(clock.ticket.dispatches[0].due_at == utc(2026, 12, 13, 23, 59, 59));
  CHECK(clock.ticket.dispatches[1].due_at == utc(2026, 12, 3, 23, 59, 59));  // it has answered
}
