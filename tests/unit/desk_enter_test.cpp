// Notes, cases that did not come by WhatsApp, and what the office keeps about a person.
#include <urp/desk/contact.hpp>
#include <urp/desk/enter.hpp>
#include <urp/desk/search.hpp>
#include <urp/desk/thread.hpp>

#include <doctest/doctest.h>

#include "test_office.hpp"

using namespace urp;

namespace {

Ticket shown(TestOffice& office, TicketId ticket) {
  ShowRequest request;
  request.ticket = ticket;
  return show_ticket(*office, request).ticket;
}

}  // namespace

TEST_CASE("note: in the thread, searched, never in the outbox; the turn and the last message stay") {
  TestOffice office;
  const auto ticket = office.add_ticket();
  office.add_message({.ticket = ticket});
  office.run("UPDATE ticket SET messages = 1");
  const auto before = shown(office, ticket);
  const auto note = add_note(*office, {.ticket = ticket, .text = "sentito il capocantiere"});
  CHECK(note == MessageRef{ticket, 2});
  const auto after = shown(office, ticket);
  CHECK(after.state == before.state);
  CHECK(after.last_message_at == before.last_message_at);
  CHECK(after.revision > before.revision);
  CHECK(office.ask("SELECT count(*) FROM outbox") == 0);
  CHECK(office.ask("SELECT status IS NULL AND clerk = 'maria' FROM message WHERE direction = 'note'") == 1);
  CHECK(search(*office, {.query = "capocantiere"}).hits.size() == 1);
  CHECK(office.ask("SELECT count(*) FROM event_detail WHERE body LIKE '%capocantiere%'") == 0);
  CHECK_FAULT(add_note(*office, {.ticket = ticket, .text = " \n"}), Fault::usage);
  CHECK_FAULT(add_note(*office, {.ticket = {9}, .text = "x"}), Fault::not_found);
}

TEST_CASE("new: a case of a new phone, held by who enters it, read, without a window") {
  TestOffice office;
  CaseRequest request;
  request.contact = "333 000 0177";
  request.name = "Anna Melis";
  request.kind = TicketKind::report;
  request.by = "phone";
  request.text = "Lampione spento in via Mameli";
  const auto entered = enter_case(*office, request).entered;
  const auto ticket = shown(office, entered.ticket);
  CHECK(ticket.state == TicketState::open);
  CHECK(ticket.clerk == "maria");
  CHECK(ticket.contact.name == "Anna Melis");
  CHECK(ticket.contact.phone == "+393330000177");
  CHECK(ticket.unread == 0);
  CHECK(ticket.preview == request.text);
  CHECK(ticket.term_due_at.has_value());
  CHECK_FALSE(ticket.window_closes_at.has_value());
  request.contact = "+39 333 000 0177";
  enter_case(*office, request);
  CHECK(office.ask("SELECT count(*) FROM contact") == 1);
}

TEST_CASE("new: what is no contact and no phone, no text, a time to come") {
  TestOffice office;
  CaseRequest request;
  request.contact = "boh";
  request.text = "testo";
  CHECK_FAULT(enter_case(*office, request), Fault::not_found);
  request.contact = "c9";
  CHECK_FAULT(enter_case(*office, request), Fault::not_found);
  request.contact = "12";
  CHECK_FAULT(enter_case(*office, request), Fault::not_found);
  request.contact = "333 000 0177";
  request.text = "";
  CHECK_FAULT(enter_case(*office, request), Fault::usage);
  request.text = "testo";
  request.presented_at = office.now() + std::chrono::hours(1);
  CHECK_FAULT(enter_case(*office, request), Fault::usage);
  CHECK(office.ask("SELECT count(*) FROM contact") == 0);
}

TEST_CASE("contact: list by the last case, by name before it is indexed, by phone; flags are strikes") {
  TestOffice office;
  const auto first = office.add_contact({.name = "Maria Serra", .phone = "393330000102"});
  const auto second = office.add_contact({.name = "Paolo Usai", .phone = "393330000103"});
  office.add_ticket({.contact = first, .last_message_at = office.now() - std::chrono::hours(2)});
  const auto ticket = office.add_ticket({.contact = second, .last_message_at = office.now()});
  office.run("UPDATE contact SET revision = 1");
  const auto lines = list_contacts(*office, {});
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].contact.id == second);
  for (int round = 0; round < 2; ++round) {
    CHECK(list_contacts(*office, {.words = "serra"}).at(0).contact.id == first);
    CHECK(list_contacts(*office, {.words = "nessuno"}).empty());
    office.index();
  }
  CHECK(list_contacts(*office, {.words = "333 000 0103"}).at(0).contact.id == second);
  CHECK(list_contacts(*office, {.limit = 1}).size() == 1);
  office.add_message({.ticket = ticket, .ground = "spam"});
  const auto page = show_contact(*office, "c2");
  CHECK(page.strikes == 1);
  CHECK(page.messages == 1);
  CHECK(page.tickets.size() == 1);
  CHECK_FAULT(show_contact(*office, "c9"), Fault::not_found);
}

TEST_CASE("contact: note and name, and back; the audit chain keeps no words") {
  TestOffice office;
  office.add_contact({.name = std::nullopt, .profile_name = "Efisio"});
  set_contact_note(*office, "c1", " preferisce la mattina ");
  CHECK(show_contact(*office, "c1").note == "preferisce la mattina");
  set_contact_name(*office, "c1", "Efisio Piras");
  CHECK(show_contact(*office, "c1").contact.name == "Efisio Piras");
  set_contact_name(*office, "c1", "");
  CHECK(show_contact(*office, "c1").contact.name == "Efisio");
  set_contact_note(*office, "c1", "");
  CHECK_FALSE(show_contact(*office, "c1").note.has_value());
  CHECK(office.ask("SELECT count(*) FROM event_detail WHERE body LIKE '%mattina%' OR body LIKE '%Piras%'") ==
        0);
  CHECK_FAULT(set_contact_name(*office, "c1", "due\nrighe"), Fault::usage);
}
