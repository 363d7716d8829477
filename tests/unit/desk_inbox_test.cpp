#include <doctest/doctest.h>

#include <urp/desk/inbox.hpp>

#include "test_office.hpp"

using namespace urp;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

InboxRequest office_turn(int limit = 20) {
  InboxRequest request;
  request.filter.turns = {Turn::office};
  request.limit = limit;
  return request;
}

ContactId wrote_at(TestOffice& office, TimePoint at) {
  return office.add_contact({.phone = {}, .last_inbound_at = at});
}

}  // namespace

TEST_CASE("inbox: a page of tickets, and how many there are") {
  TestOffice office;
  for (int i = 0; i < 5; ++i) office.add_ticket({.waiting_since = office.now() - minutes(i)});
  office.add_ticket({.state = TicketState::closed});
  const auto page = list_inbox(*office, office_turn(2));
  REQUIRE(page.tickets.size() == 2);
  CHECK(page.tickets[0].id.value == 5);
  CHECK(page.total == 5);
  CHECK(list_inbox(*office, office_turn(5)).total == 5);
  CHECK(list_inbox(*office, office_turn(0)).tickets.size() == 5);
}

TEST_CASE("inbox: an empty office has an empty list") {
  TestOffice office;
  const auto inbox = list_inbox(*office, office_turn());
  CHECK(inbox.tickets.empty());
  CHECK(inbox.total == 0);
  CHECK(inbox.overdue == 0);
  CHECK(inbox.closing == 0);
}

TEST_CASE("inbox: windows are counted to the end of the present opening, else to the next one") {
  TestOffice office;  // Monday 09:04, open until 12:00
  office.add_ticket({.contact = wrote_at(office, utc(2026, 11, 22, 11, 0))});  // closes at 11:00
  office.add_ticket({.contact = wrote_at(office, utc(2026, 11, 22, 13, 0))});  // closes at 13:00
  office.add_ticket({.contact = wrote_at(office, utc(2026, 11, 22, 9, 0))});   // closed at 09:00
  const auto citizens = wrote_at(office, utc(2026, 11, 22, 11, 0));
  office.add_ticket({.contact = citizens, .state = TicketState::waiting});
  auto inbox = list_inbox(*office, office_turn());
  CHECK(inbox.closing_until == utc(2026, 11, 23, 12, 0));
  CHECK(inbox.closing == 1);
  office.set_now(utc(2026, 11, 23, 12, 30));  // closed until 15:30
  inbox = list_inbox(*office, office_turn());
  CHECK(inbox.closing_until == utc(2026, 11, 23, 15, 30));
  CHECK(inbox.closing == 1);
}

TEST_CASE("inbox: late tickets of the office are counted whatever list is shown") {
  TestOffice office;
  office.add_ticket({.first_answer_due_at = office.now() - hours(1)});
  office.add_ticket({.state = TicketState::routed, .term_due_at = office.now() - hours(1)});
  InboxRequest services;
  services.filter.turns = {Turn::service};
  const auto inbox = list_inbox(*office, services);
  REQUIRE(inbox.tickets.size() == 1);
  CHECK(inbox.tickets[0].id.value == 2);
  CHECK(inbox.overdue == 1);
}

TEST_CASE("inbox: an unknown contact and a negative number of lines are refused") {
  TestOffice office;
  auto request = office_turn();
  request.filter.contact = "c12";
  CHECK_FAULT(list_inbox(*office, request), Fault::not_found);
  CHECK_FAULT(list_inbox(*office, office_turn(-1)), Fault::usage);
}
