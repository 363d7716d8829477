#include <doctest/doctest.h>

#include <urp/desk/thread.hpp>

#include "test_office.hpp"

using namespace urp;
using std::chrono::hours;
using std::chrono::minutes;

TEST_CASE("show: the newest messages, what was left out, and the contact's other tickets") {
  TestOffice office;
  const auto contact = office.add_contact();
  for (int i = 0; i < 7; ++i) {
    office.add_ticket(
        {.contact = contact, .state = TicketState::closed, .last_message_at = office.now() - hours(9 - i)});
  }
  const auto ticket = office.add_ticket({.contact = contact, .clerk = "maria"});
  for (int i = 0; i < 4; ++i) office.add_message({.ticket = ticket, .at = office.now() + minutes(i)});
  const auto shown = show_ticket(*office, {.ticket = ticket, .limit = 3});
  CHECK(shown.ticket.id == ticket);
  REQUIRE(shown.messages.size() == 3);
  CHECK(shown.messages.front().number == 2);
  CHECK(shown.earlier == 1);
  REQUIRE(shown.others.size() == 5);
  CHECK(shown.others[0].id.value == 7);
  CHECK(shown.others[0].state == TicketState::closed);
  CHECK(show_ticket(*office, {.ticket = ticket, .limit = 0}).messages.size() == 4);
  CHECK(show_ticket(*office, {.ticket = ticket, .limit = 4}).earlier == 0);
  CHECK_FAULT(show_ticket(*office, {.ticket = TicketId{99}}), Fault::not_found);
}

TEST_CASE("show: events before the first message shown are left out with it") {
  TestOffice office;
  const auto ticket = office.add_ticket();
  const auto happen = [&](const char* verb) {
    auto db = office.write();
    db.record(verb, ticket, std::nullopt, {});
    db.commit();
  };
  happen("take");
  office.add_message({.ticket = ticket});
  office.set_now(office.now() + hours(1));
  office.add_message({.ticket = ticket});
  happen("route");
  happen("read");
  const auto newest = show_ticket(*office, {.ticket = ticket, .limit = 1});
  REQUIRE(newest.events.size() == 1);
  CHECK(newest.events[0].verb == "route");
  CHECK(show_ticket(*office, {.ticket = ticket, .limit = 0}).events.size() == 2);
}

TEST_CASE("show: reading is marked once, on record, without changing the ticket") {
  TestOffice office;
  const auto ticket = office.add_ticket({.unread = 3});
  const auto before = office.ask("SELECT revision FROM ticket");
  CHECK(show_ticket(*office, {.ticket = ticket}).ticket.unread == 3);
  CHECK(office.ask("SELECT unread FROM ticket") == 3);
  CHECK(show_ticket(*office, {.ticket = ticket, .mark_read = true}).ticket.unread == 3);
  CHECK(office.ask("SELECT unread FROM ticket") == 0);
  CHECK(office.ask("SELECT count(*) FROM event WHERE verb = 'read' AND ticket = " +
                   std::to_string(ticket.value)) == 1);
  CHECK(office.ask("SELECT revision FROM ticket") == before);
  show_ticket(*office, {.ticket = ticket, .mark_read = true});
  CHECK(office.ask("SELECT count(*) FROM event WHERE verb = 'read'") == 1);
}

TEST_CASE("show: a stored file has its link, with an ending from its type") {
  auto settings = TestOffice::default_settings();
  settings.media.link = "https://desk.example.org/media/{sha256}{ext}";
  TestOffice office(settings);
  const auto ticket = office.add_ticket();
  const std::string digest(64, 'a');
  for (const char* state : {"stored", "pending"}) {
    const auto message = office.add_message({.ticket = ticket, .type = "image"});
    office.run("INSERT INTO media (message, mime_type, file_name, state, sha256) VALUES (" +
               std::to_string(message.value) + ", 'image/jpeg', 'x.exe', '" + state + "', '" + digest + "')");
  }
  const auto messages = show_ticket(*office, {.ticket = ticket}).messages;
  CHECK(messages[0].media->link == "https://desk.example.org/media/" + digest + ".jpg");
  CHECK_FALSE(messages[1].media->link.has_value());
  CHECK_FALSE(messages[1].media->path.has_value());
}
