// Mail that comes in: whose it is, what it does to the case, and what is kept of strangers.
#include <urp/desk/arrange.hpp>
#include <urp/desk/change.hpp>
#include <urp/desk/inbox.hpp>
#include <urp/desk/reply.hpp>
#include <urp/desk/route.hpp>
#include <urp/desk/thread.hpp>
#include <urp/mail.hpp>

#include "sending_office.hpp"

using namespace urp;

namespace {

using What = MailReceived::What;

/// A case that is with a service, its letter sent.
struct RoutedOffice : SendingOffice {
  TicketId ticket;
  std::string token, letter = std::string(32, 'e');

  RoutedOffice() {
    auto& settings = (*office).local().options.settings;
    settings.services = {{"lavori", "Lavori pubblici", "lavori@example.org"}};
    settings.mail.url = "smtps://smtp.example.org:465";
    settings.mail.from = "urp@example.org";
    ticket = citizen_writes();
    route();
    letter_is("sent");
  }
  void route() {
    RouteRequest request;
    request.tickets = {ticket};
    request.service = "lavori";
    CHECK(route_tickets(*office, request).tickets.done.size() == 1);
    const auto db = office.read();
    token = db.value<std::string>("SELECT token FROM dispatch ORDER BY id DESC LIMIT 1");
  }
  void letter_is(const std::string& state) {
    office.run("UPDATE letter SET state = '" + state + "'");
    office.run("UPDATE dispatch SET state = '" + state + "'");
    office.run("INSERT OR IGNORE INTO letter_attempt (letter, token, claimed_at, at, outcome) VALUES (1, '" +
               letter + "', 1, 1, 'accepted')");
  }
  std::string answer(const std::string& words = "Domani.", const std::string& more = "",
                     const std::string& id = "1@example.org") {
    return "From: Anna <anna@example.org>\r\nTo: urp+d" + token + "@example.org\r\nMessage-ID: <" + id +
           ">\r\n" + more + "Content-Type: text/plain; charset=utf-8\r\n\r\n" + words + "\r\n";
  }
  std::string receipt(const std::string& word) {
    return "From: posta-certificata@example.org\r\nTo: urp@example.org\r\nMessage-ID: <" + word +
           "@example.org>\r\nX-Ricevuta: " + word + "\r\nX-Riferimento-Message-ID: <urp." + letter +
           "@example.org>\r\n\r\nRicevuta\r\n";
  }
  What receive(const std::string& mail) { return receive_mail(*office, mail).what; }
  ShowResult shown() {
    ShowRequest request;
    request.ticket = ticket;
    return show_ticket(*office, request);
  }
  bool aside_in_status() {
    const auto health = office_status(*office).health;
    return std::any_of(health.begin(), health.end(),
                       [](const auto& one) { return one.code == "mail_aside"; });
  }
  std::string dispatch_state() { return shown().ticket.dispatches.at(0).state; }
};

}  // namespace

TEST_CASE("mail-in: the service's answer is a note, the office's turn, once") {
  RoutedOffice desk;
  CHECK(desk.receive(desk.answer("Domani.\r\n\r\nIl 23/11/26, URP ha scritto:\r\n> Buongiorno")) ==
        What::answer);
  const auto shown = desk.shown();
  CHECK(shown.ticket.state == TicketState::open);
  CHECK(shown.ticket.waiting_since == desk.office.now());
  CHECK(shown.ticket.dispatches.at(0).state == "answered");
  CHECK(shown.ticket.dispatches.at(0).answered_at == desk.office.now());
  const auto& note = shown.messages.back();
  CHECK(note.direction == Direction::note);
  CHECK(note.text == "Domani.");
  CHECK(desk.office.ask("SELECT count(*) FROM message_fact WHERE name = 'mail_quoted'") == 1);
  CHECK(desk.office.ask("SELECT count(*) FROM event WHERE verb = 'service_answer'") == 1);
  CHECK(desk.office.ask("SELECT count(*) FROM outbox") == 0);

  // The server delivers it again, with other lines above it.
  CHECK(desk.receive("Received: by mx2\r\nDelivered-To: x\r\n" +
                     desk.answer("Domani.\r\n\r\nIl 23/11/26, URP ha scritto:\r\n> Buongiorno")) ==
        What::known);
  CHECK(desk.receive(desk.answer("E anche dopodomani.", "", "2@example.org")) == What::answer);
  CHECK(desk.office.ask("SELECT count(*) FROM message WHERE direction = 'note'") == 2);
}

TEST_CASE("mail-in: whatever became of the case meanwhile, somebody reads the answer") {
  for (const char* state : {"waiting", "closed"}) {
    RoutedOffice desk;
    desk.office.run(std::string("UPDATE ticket SET state = '") + state + "', closed_at = CASE '" + state +
                    "' WHEN 'closed' THEN 1 END, outcome = CASE '" + state +
                    "' WHEN 'closed' THEN 'resolved' END");
    CHECK(desk.receive(desk.answer()) == What::answer);
    CHECK(desk.ticket_state(desk.ticket) == "open");
  }
  RoutedOffice desk;
  const TicketId tickets[] = {desk.ticket};
  recall_tickets(*desk.office, tickets);
  CHECK(desk.receive(desk.answer()) == What::answer);
  CHECK(desk.dispatch_state() == "recalled");
}

TEST_CASE("mail-in: by the letter it answers to when the address lost its token") {
  RoutedOffice desk;
  std::string mail =
      desk.answer("Domani.", "References: <x@example.org> <urp." + desk.letter + "@example.org>\r\n");
  mail.replace(mail.find("+d" + desk.token), 34, "");
  CHECK(desk.receive(mail) == What::answer);
  CHECK(desk.dispatch_state() == "answered");
}

TEST_CASE("mail-in: a robot wakes nobody") {
  RoutedOffice desk;
  CHECK(desk.receive(desk.answer("Sono in ferie.", "Auto-Submitted: auto-replied\r\n")) == What::auto_reply);
  CHECK(desk.ticket_state(desk.ticket) == "routed");
  CHECK(desk.dispatch_state() == "sent");
  CHECK(desk.shown().messages.back().text == "Sono in ferie.");
}

TEST_CASE("mail-in: strangers and forgers are kept, counted, and in no ticket") {
  RoutedOffice desk;
  CHECK(desk.receive("From: x@example.org\r\nTo: urp@example.org\r\nSubject: Offerta\r\n\r\nComprate!\r\n") ==
        What::aside);
  desk.token = std::string(32, '0');
  CHECK(desk.receive(desk.answer()) == What::aside);
  CHECK(desk.ticket_state(desk.ticket) == "routed");
  CHECK(desk.office.ask("SELECT count(*) FROM message WHERE direction = 'note'") == 0);
  const auto aside = list_aside_mail(*desk.office);
  REQUIRE(aside.size() == 2);
  CHECK(aside[0].subject == "Offerta");
  CHECK(aside[1].from == "Anna <anna@example.org>");
  CHECK(aside[1].preview == "Domani.");

  // A clerk knows where it belongs.
  CHECK_FAULT(attach_mail(*desk.office, desk.ticket, 99), Fault::not_found);
  CHECK_FAULT(attach_mail(*desk.office, {99}, aside[1].id), Fault::not_found);
  attach_mail(*desk.office, desk.ticket, aside[1].id);
  CHECK(desk.ticket_state(desk.ticket) == "open");
  CHECK(desk.dispatch_state() == "answered");
  CHECK(list_aside_mail(*desk.office).size() == 1);
  CHECK_FAULT(attach_mail(*desk.office, desk.ticket, aside[1].id), Fault::not_found);
  CHECK(desk.office.ask("SELECT count(*) FROM event WHERE verb = 'mail_attach'") == 1);
}

TEST_CASE("mail-in: receipts settle the letter, in any order, and never backwards") {
  RoutedOffice desk;
  desk.letter_is("uncertain");
  CHECK(desk.receive(desk.receipt("preavviso-errore-consegna")) == What::news);
  CHECK(desk.dispatch_state() == "uncertain");
  CHECK(desk.receive(desk.receipt("accettazione")) == What::news);
  CHECK(desk.dispatch_state() == "sent");
  CHECK(desk.receive(desk.receipt("avvenuta-consegna")) == What::news);
  CHECK(desk.dispatch_state() == "delivered");
  CHECK(desk.receive(desk.receipt("errore-consegna")) == What::news);
  CHECK(desk.dispatch_state() == "delivered");
  CHECK(desk.ticket_state(desk.ticket) == "routed");
  CHECK(desk.receive(desk.receipt("avvenuta-consegna")) == What::known);
}

TEST_CASE("mail-in: a letter that will not arrive brings the case back") {
  for (const char* word : {"errore-consegna", "non-accettazione", "rilevazione-virus"}) {
    RoutedOffice desk;
    CHECK(desk.receive(desk.receipt(word)) == What::news);
    CHECK(desk.dispatch_state() == "failed");
    CHECK(desk.ticket_state(desk.ticket) == "open");
  }
  RoutedOffice desk;
  desk.letter = std::string(32, 'd');  // of a letter that is not ours
  CHECK(desk.receive(desk.receipt("errore-consegna")) == What::aside);
  CHECK(desk.dispatch_state() == "sent");
}

TEST_CASE("mail-in: who answers has got the letter, whatever the server left in doubt") {
  RoutedOffice desk;
  desk.letter_is("uncertain");
  CHECK(desk.receive(desk.answer()) == What::answer);
  CHECK(desk.dispatch_state() == "answered");
  CHECK(desk.office.ask("SELECT count(*) FROM letter WHERE state = 'delivered'") == 1);
}

TEST_CASE("mail-in: of what is too large the beginning is filed, and all that came is kept") {
  RoutedOffice desk;
  CHECK(receive_mail(*desk.office, desk.answer(), true).what == What::answer);
  CHECK(desk.office.ask("SELECT count(*) FROM mail WHERE body IS NOT NULL AND state = 'filed'") == 1);
  CHECK(desk.office.ask("SELECT count(*) FROM message_fact WHERE name = 'mail_incomplete'") == 1);
}

TEST_CASE("mail-in: what belongs nowhere is dismissed with a reason, counted no more, and still there") {
  RoutedOffice desk;
  const auto spam = [&](const std::string& id) {
    CHECK(desk.receive("From: x@example.org\r\nMessage-ID: <" + id + "@example.org>\r\n\r\nComprate!\r\n") ==
          What::aside);
  };
  for (const char* id : {"1", "2", "3"}) spam(id);
  const std::int64_t unknown[] = {1, 99}, two[] = {1, 2}, again[] = {2};
  CHECK_FAULT(dismiss_mail(*desk.office, unknown, "no"), Fault::not_found);
  CHECK(list_aside_mail(*desk.office).size() == 3);  // all or none
  dismiss_mail(*desk.office, two, "pubblicità");
  dismiss_mail(*desk.office, again, "un altro motivo");
  CHECK(list_aside_mail(*desk.office).size() == 1);
  const auto all = list_aside_mail(*desk.office, true);
  REQUIRE(all.size() == 3);
  CHECK(all[0].reason == "pubblicità");
  CHECK(all[1].reason == "pubblicità");
  CHECK_FALSE(all[2].reason);
  CHECK(desk.office.ask("SELECT count(*) FROM event WHERE verb = 'mail_dismiss'") == 2);
  CHECK(desk.aside_in_status());
  const std::int64_t last[] = {3};
  dismiss_mail(*desk.office, last, "pubblicità");
  CHECK_FALSE(desk.aside_in_status());
  // It comes again: known, and asks nobody anew.
  CHECK(desk.receive("From: x@example.org\r\nMessage-ID: <1@example.org>\r\n\r\nComprate!\r\n") ==
        What::known);
  // A mistake: it does belong somewhere.
  attach_mail(*desk.office, desk.ticket, 2);
  CHECK(list_aside_mail(*desk.office, true).size() == 2);
  CHECK(desk.office.ask("SELECT count(*) FROM mail WHERE id = 2 AND reason IS NULL AND ticket = 1") == 1);
}

TEST_CASE("mail-in: the letters of a merged case are the whole one's: shown, answered, recalled, settled") {
  RoutedOffice desk;
  const TicketId whole = desk.citizen_writes();
  REQUIRE(whole != desk.ticket);
  merge_tickets(*desk.office, desk.ticket, whole);
  const auto dispatches = [&] { return desk.shown().ticket.dispatches; };
  CHECK(desk.shown().ticket.id == whole);
  REQUIRE(dispatches().size() == 1);
  CHECK(dispatches()[0].service == "lavori");
  CHECK(dispatches()[0].state == "sent");

  SUBCASE("answered by its token, in the whole one") {
    CHECK(desk.receive(desk.answer()) == What::answer);
    CHECK(dispatches()[0].state == "answered");
    CHECK(desk.shown().messages.back().ticket == whole);
    CHECK(desk.office.ask("SELECT count(*) FROM event WHERE verb = 'service_answer' AND ticket = 2") == 1);
  }
  SUBCASE("it will not arrive") {
    CHECK(desk.receive(desk.receipt("errore-consegna")) == What::news);
    CHECK(dispatches()[0].state == "failed");
    const auto health = office_status(*desk.office).health;
    CHECK(std::any_of(health.begin(), health.end(),
                      [](const auto& one) { return one.code == "letters_failed"; }));
    CHECK(desk.office.ask("SELECT count(*) FROM event WHERE verb = 'letter' AND ticket = 2") == 1);
  }
  SUBCASE("uncertain, and settled under the number that is shown, or its own") {
    for (const TicketId named : {whole, desk.ticket}) {
      desk.letter_is("uncertain");
      resend_letter(*desk.office, named, "lavori");
      CHECK(dispatches()[0].state == "queued");
    }
  }
  SUBCASE("a mail that lost its way is the answer of the service that has the case") {
    desk.receive("From: x@example.org\r\n\r\nDomani.\r\n");
    attach_mail(*desk.office, whole, 1);
    CHECK(dispatches()[0].state == "answered");
  }
  SUBCASE("routed as a whole and recalled: each service is told, in the order they were asked") {
    desk.ticket = whole;
    (*desk.office).local().options.settings.services.push_back({"ambiente", "Ambiente", "a@example.org"});
    RouteRequest request;
    request.tickets = {whole};
    request.service = "ambiente";
    CHECK(route_tickets(*desk.office, request).tickets.done.size() == 1);
    REQUIRE(dispatches().size() == 2);
    CHECK(dispatches()[1].service == "ambiente");
    const TicketId tickets[] = {whole};
    CHECK(recall_tickets(*desk.office, tickets).done.size() == 1);
    CHECK(dispatches()[0].state == "recalled");
    CHECK(dispatches()[1].state == "recalled");
    CHECK(desk.office.ask("SELECT count(*) FROM letter WHERE kind = 'recall' AND dispatch = 1") == 1);
  }
  SUBCASE("merged once more") {
    close_tickets(*desk.office, {.tickets = {whole}}, Outcome::resolved);
    desk.pass_office(std::chrono::hours(24 * 30));
    const TicketId last = desk.citizen_writes();
    reopen_tickets(*desk.office, {.tickets = {whole}});
    merge_tickets(*desk.office, whole, last);
    CHECK(desk.shown().ticket.id == last);
    CHECK(dispatches().size() == 1);
    CHECK(desk.receive(desk.answer()) == What::answer);
    CHECK(dispatches()[0].state == "answered");
  }
}
