#include "store/ticket_list.hpp"

#include <doctest/doctest.h>

#include "store/contact_lookup.hpp"
#include "test_office.hpp"

using namespace urp;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

std::vector<std::int64_t> ids(TestOffice& office, const TicketFilter& filter,
                              InboxSort sort = InboxSort::number, int limit = 0) {
  const auto db = office.read();
  std::vector<std::int64_t> numbers;
  for (const auto id : store::list_ticket_ids(db, filter, sort, limit, office.now()))
    numbers.push_back(id.value);
  if (limit == 0)
    CHECK(store::count_tickets(db, filter, office.now()) == static_cast<std::int64_t>(numbers.size()));
  return numbers;
}

using Numbers = std::vector<std::int64_t>;

TicketFilter office_turn() {
  TicketFilter filter;
  filter.turns = {Turn::office};
  return filter;
}

}  // namespace

TEST_CASE("ticket list: the office's turn, urgent first, then the longest wait") {
  TestOffice office;
  office.add_ticket({.waiting_since = office.now() - hours(1)});
  office.add_ticket({.state = TicketState::open, .waiting_since = office.now() - hours(5)});
  office.add_ticket({.urgent = true, .waiting_since = office.now()});
  office.add_ticket({.state = TicketState::waiting});
  office.add_ticket({.state = TicketState::routed});
  office.add_ticket({.state = TicketState::closed});
  CHECK(ids(office, office_turn(), InboxSort::wait) == Numbers{3, 2, 1});
  CHECK(ids(office, office_turn(), InboxSort::wait, 2) == Numbers{3, 2});
}

TEST_CASE("ticket list: every state and turn can be asked for, together and apart") {
  TestOffice office;
  for (auto state : {TicketState::open_new, TicketState::open, TicketState::waiting, TicketState::routed,
                     TicketState::closed}) {
    office.add_ticket({.state = state});
  }
  CHECK(ids(office, {}) == Numbers{1, 2, 3, 4, 5});
  CHECK(ids(office, {.states = {TicketState::open_new}}) == Numbers{1});
  CHECK(ids(office, {.states = {TicketState::waiting}}) == Numbers{3});
  CHECK(ids(office, {.states = {TicketState::closed}}) == Numbers{5});
  CHECK(ids(office, {.states = {TicketState::open, TicketState::closed}}) == Numbers{2, 5});
  CHECK(ids(office, {.states = {TicketState::open, TicketState::routed}}) == Numbers{2, 4});
  CHECK(ids(office, {.turns = {Turn::service, Turn::citizen}}) == Numbers{3, 4});
  CHECK(ids(office, {.turns = {Turn::office, Turn::service, Turn::citizen}}) == Numbers{1, 2, 3, 4});
  CHECK(ids(office, {.states = {TicketState::open}, .turns = {Turn::citizen}}).empty());
}

TEST_CASE("ticket list: with tickets of every state the work comes first, then the latest") {
  TestOffice office;
  office.add_ticket({.state = TicketState::closed, .last_message_at = office.now() - hours(1)});
  office.add_ticket({.state = TicketState::closed, .last_message_at = office.now()});
  office.add_ticket({.state = TicketState::waiting, .last_message_at = office.now() - hours(9)});
  office.add_ticket({.waiting_since = office.now() - hours(3)});
  CHECK(ids(office, {}, InboxSort::wait) == Numbers{4, 2, 1, 3});
  CHECK(ids(office, {}, InboxSort::wait, 2) == Numbers{4, 2});
  CHECK(ids(office, {}, InboxSort::recent) == Numbers{4, 2, 1, 3});
  CHECK(ids(office, {}, InboxSort::due) == Numbers{3, 4, 2, 1});
}

TEST_CASE("ticket list: sorted by what is due first, an answered ticket counts by its term") {
  TestOffice office;
  const auto now = office.now();
  office.add_ticket({.first_answer_due_at = now + hours(3), .term_due_at = now + hours(100)});
  office.add_ticket({.first_answered_at = now, .first_answer_due_at = now, .term_due_at = now + hours(2)});
  office.add_ticket({.first_answer_due_at = now + hours(1), .term_due_at = now + hours(50)});
  office.add_ticket({.urgent = true});
  CHECK(ids(office, office_turn(), InboxSort::due) == Numbers{4, 3, 2, 1});
}

TEST_CASE("ticket list: what is postponed stays out of the office's lists until its time") {
  TestOffice office;
  office.add_ticket({.postponed_until = office.now() + hours(1)});
  office.add_ticket({.postponed_until = office.now()});
  office.add_ticket();
  CHECK(ids(office, office_turn()) == Numbers{2, 3});
  auto with_postponed = office_turn();
  with_postponed.postponed = true;
  CHECK(ids(office, with_postponed) == Numbers{1, 2, 3});
  CHECK(ids(office, {}) == Numbers{1, 2, 3});
}

TEST_CASE("ticket list: clerk, service, tag, kind, urgent and time narrow the list") {
  TestOffice office;
  office.add_ticket(
      {.kind = TicketKind::report, .urgent = true, .clerk = "maria", .tags = {"verde", "buche"}});
  office.add_ticket({.service = "ambiente", .presented_at = office.now() - hours(48)});
  office.add_ticket({.clerk = "gianni", .tags = {"verde"}});
  CHECK(ids(office, {.clerk = "maria"}) == Numbers{1});
  CHECK(ids(office, {.unassigned = true}) == Numbers{2});
  CHECK(ids(office, {.service = "ambiente"}) == Numbers{2});
  CHECK(ids(office, {.tag = "verde"}) == Numbers{1, 3});
  CHECK(ids(office, {.kinds = {TicketKind::report, TicketKind::access}}) == Numbers{1});
  CHECK(ids(office, {.urgent = true}) == Numbers{1});
  CHECK(ids(office, {.since = office.now() - hours(1)}) == Numbers{1, 3});
  CHECK(ids(office, {.until = office.now()}) == Numbers{2});
  CHECK(ids(office, {.since = office.now() - hours(48), .until = office.now() - hours(47)}) == Numbers{2});
  CHECK(ids(office, {.tag = "verde' OR 1=1 --"}).empty());
}

TEST_CASE("ticket list: late is what the office or a service owes, never what waits for the citizen") {
  TestOffice office;
  const auto past = office.now() - hours(1);
  office.add_ticket({.first_answer_due_at = past});                             // 1: late
  office.add_ticket({.first_answered_at = past, .first_answer_due_at = past});  // answered
  office.add_ticket(
      {.state = TicketState::routed, .first_answered_at = past, .term_due_at = past});  // 3: late
  office.add_ticket({.state = TicketState::waiting, .term_due_at = past});
  office.add_ticket({.state = TicketState::closed, .term_due_at = past});
  office.add_ticket({.first_answer_due_at = office.now()});  // not before it is past
  CHECK(ids(office, {.overdue = true}) == Numbers{1, 3});
  const auto db = office.read();
  for (std::int64_t id = 1; id <= 6; ++id) {
    CAPTURE(id);
    CHECK(store::get_ticket(db, {id}, office.now()).overdue == (id == 1 || id == 3));
  }
}

TEST_CASE("ticket list: windows that close soon, and windows that are closed") {
  TestOffice office;
  const auto now = office.now();
  const auto with_window = [&](std::optional<TimePoint> last, std::optional<TimePoint> closed = {}) {
    const auto contact =
        office.add_contact({.phone = {}, .last_inbound_at = last, .window_closed_at = closed});
    return office.add_ticket({.contact = contact});
  };
  with_window(now - hours(23));                  // 1: closes in an hour
  with_window(now - hours(24));                  // 2: closed this second
  with_window(now - hours(1));                   // 3: long open
  with_window({});                               // 4: never wrote
  with_window(now - hours(23), now - hours(2));  // 5: WhatsApp closed it
  auto closing = office_turn();
  closing.closing_before = now + hours(3);
  CHECK(ids(office, closing) == Numbers{1});
  auto closed = office_turn();
  closed.closed_window = true;
  CHECK(ids(office, closed) == Numbers{2, 4, 5});
  const auto db = office.read();
  CHECK(store::get_ticket(db, {1}, now).window_closes_at == now + hours(1));
  CHECK_FALSE(store::get_ticket(db, {4}, now).window_closes_at.has_value());
  CHECK(store::get_ticket(db, {5}, now).window_closes_at == now - hours(2));
}

TEST_CASE("ticket list: a contact is found in every usual spelling") {
  TestOffice office;
  const auto contact =
      office.add_contact({.phone = "393330000102", .user_id = "IT.4455", .username = "maria_s"});
  const auto other = office.add_contact({.phone = "41791234567"});
  office.add_ticket({.contact = contact});
  office.add_ticket({.contact = other});
  for (const char* spelling :
       {"c1", "C1", "+39 333 000 0102", "0039 333 0000102", "393330000102", "333 000 0102", "333-000.0102",
        "(333) 0000102", "@maria_s", "@Maria_S", "IT.4455", " c1 "}) {
    CAPTURE(spelling);
    CHECK(ids(office, {.contact = spelling}) == Numbers{1});
  }
  CHECK(ids(office, {.contact = "+41 79 123 45 67"}) == Numbers{2});
  for (const char* unknown :
       {"c9", "+333 000 0102", "3330000103", "@nessuno", "Maria", "c", "", "c99999999999999999999"}) {
    CAPTURE(unknown);
    CHECK_FAULT(ids(office, {.contact = unknown}), Fault::not_found);
  }
}

TEST_CASE("ticket list: a number that was passed on leads to who has it now") {
  TestOffice office;
  const auto before = office.add_contact({.phone = "393330000102"});
  office.run("UPDATE identity SET valid_to = valid_from + 1");
  const auto after = office.add_contact({.phone = "393330000102"});
  const auto db = office.read();
  CHECK(store::get_contact(db, "3330000102") == after);
  CHECK_FALSE(store::get_summary(db, before).phone.has_value());
}

TEST_CASE("ticket list: a ticket is mapped whole") {
  TestOffice office;
  const auto contact =
      office.add_contact({.name = {}, .profile_name = "Maria S.", .user_id = "IT.1", .username = "maria"});
  const auto former = office.add_ticket({.contact = contact, .state = TicketState::closed});
  const auto id = office.add_ticket({.contact = contact,
                                     .state = TicketState::open,
                                     .kind = TicketKind::report,
                                     .urgent = true,
                                     .clerk = "maria",
                                     .service = "ambiente",
                                     .preview = "Una buca",
                                     .tags = {"verde", "buche"},
                                     .unread = 2,
                                     .linked_to = former});
  office.add_message({.ticket = id});
  office.add_message({.ticket = id, .ground = "offensive", .hidden = true});
  office.add_message({.ticket = id, .ground = "offensive", .hidden = true});
  const auto ticket = store::get_ticket(office.read(), id, office.now());
  CHECK(ticket.id == id);
  CHECK(ticket.kind == TicketKind::report);
  CHECK(ticket.state == TicketState::open);
  CHECK(ticket.urgent);
  CHECK(ticket.contact.id == contact);
  CHECK(ticket.contact.name == "Maria S.");
  CHECK(ticket.contact.phone == "+393330000102");
  CHECK(ticket.contact.user_id == "IT.1");
  CHECK(ticket.contact.username == "maria");
  CHECK(ticket.service == "ambiente");
  CHECK(ticket.clerk == "maria");
  CHECK(ticket.tags == std::vector<std::string>{"buche", "verde"});
  CHECK(ticket.flags == std::vector<std::string>{"offensive"});
  CHECK(ticket.unread == 2);
  CHECK(ticket.messages == 3);
  CHECK(ticket.preview == "Una buca");
  CHECK(ticket.waiting_since == office.now());
  CHECK(ticket.linked_to == former);
  CHECK(ticket.dispatches.empty());
  CHECK_FAULT(store::get_ticket(office.read(), TicketId{99}, office.now()), Fault::not_found);
}
