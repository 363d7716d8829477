// How many statements a verb asks of the database: a list asks the same for one row and for many, a change of
// several cases grows by the case alone.
#include <doctest/doctest.h>
#include <sqlite3.h>

#include <functional>

#include <urp/desk/change.hpp>
#include <urp/desk/inbox.hpp>
#include <urp/desk/reply.hpp>

#include "sending_office.hpp"

using namespace urp;

namespace {

/// Runs of statements, those of triggers left out.
int count_statements(TestOffice& office, const std::function<void()>& action) {
  int count = 0;
  const auto note = [](unsigned, void* counter, void*, void* text) {
    const std::string_view sql = static_cast<const char*>(text);
    if (!sql.starts_with("--")) ++*static_cast<int*>(counter);
    return 0;
  };
  sqlite3_trace_v2(office.store().handle(), SQLITE_TRACE_STMT, note, &count);
  action();
  sqlite3_trace_v2(office.store().handle(), 0, nullptr, nullptr);
  return count;
}

/// A case with all that a case may have in tables of its own.
TicketId add_full_ticket(TestOffice& office, int nth) {
  const auto citizen = office.add_contact({.phone = "3933300001" + std::to_string(nth)});
  const auto ticket =
      office.add_ticket({.contact = citizen, .service = "verde", .tags = {"buche", "via-roma"}});
  office.add_message({.ticket = ticket, .ground = "offensive"});
  const std::string id = std::to_string(ticket.value);
  office.run("INSERT INTO ticket_link (ticket, other) VALUES (" + id + ", 1)");
  office.run("INSERT INTO dispatch (ticket, service, lead, state, at, clerk) VALUES (" + id +
             ", 'verde', 1, 'by_hand', 1, 'maria')");
  return ticket;
}

InboxRequest page(int limit) {
  InboxRequest request;
  request.filter.turns = {Turn::office};
  request.limit = limit;
  return request;
}

ChangeRequest of(std::vector<TicketId> tickets) {
  ChangeRequest request;
  request.tickets = std::move(tickets);
  return request;
}

}  // namespace

TEST_CASE("statements: an inbox of twenty cases asks what an inbox of one asks") {
  TestOffice office;
  for (int i = 0; i < 21; ++i) add_full_ticket(office, 10 + i);
  const int one = count_statements(office, [&] { list_inbox(*office, page(1)); });
  const int twenty = count_statements(office, [&] {
    const auto inbox = list_inbox(*office, page(20));
    REQUIRE(inbox.tickets.size() == 20);
    const Ticket& last = inbox.tickets.back();
    CHECK(last.tags == std::vector<std::string>{"buche", "via-roma"});
    CHECK(last.flags == std::vector<std::string>{"offensive"});
    CHECK(last.linked == std::vector<TicketId>{{1}});
    CHECK(last.dispatches.size() == 1);
    CHECK(inbox.tickets.front().contact.phone == "+393330000110");
    CHECK(last.contact.phone == "+393330000129");
  });
  CHECK(twenty == one);
  CHECK(one <= 18);
}

TEST_CASE("statements: what a status names does not grow with what it names") {
  TestOffice office;
  office.add_ticket({.urgent = true});
  const int one = count_statements(office, [&] { office_status(*office); });
  for (int i = 0; i < 5; ++i) office.add_ticket({.urgent = true});
  const int six = count_statements(office, [&] { office_status(*office); });
  CHECK(six == one);
  CHECK(one <= 40);
}

TEST_CASE("statements: closing several cases grows by what each case is worth") {
  TestOffice office;
  std::vector<TicketId> tickets;
  for (int i = 0; i < 7; ++i) tickets.push_back(office.add_ticket());
  const int one = count_statements(office, [&] { close_tickets(*office, of({tickets[0]}), {}); });
  const int five = count_statements(office, [&] {
    CHECK(close_tickets(*office, of({tickets.begin() + 1, tickets.begin() + 6}), {}).done.size() == 5);
  });
  const int each = (five - one) / 4;
  CHECK(one <= 16);
  CHECK(each <= 10);
}

TEST_CASE("statements: an answer") {
  SendingOffice desk;
  const auto ticket = desk.citizen_writes();
  ReplyRequest request;
  request.ticket = ticket;
  request.text = "Buongiorno, domani.";
  const int count = count_statements(desk.office, [&] { reply(*desk.office, request); });
  CHECK(count <= 32);
}
