// Letters to services: where each outcome leads, what the service is told, and when.
#include <urp/desk/arrange.hpp>
#include <urp/desk/moderate.hpp>
#include <urp/desk/route.hpp>
#include <urp/desk/thread.hpp>

#include "sending_office.hpp"
#include "work/mailer.hpp"

using namespace urp;

namespace {

RequestOutcome replied(int code) {
  return {RequestOutcome::Kind::answered, {code, {}, "as the test wants it", 0}, ""};
}

struct MailingOffice : SendingOffice {
  TicketId ticket;
  work::Mailer mailer{(*office).local(), wire};

  MailingOffice() {
    auto& settings = (*office).local().options.settings;
    settings.services = {{"lavori", "Lavori pubblici", "lavori@example.org"},
                         {"ambiente", "", "ambiente@example.org"}};
    settings.mail.url = "smtps://smtp.example.org:465";
    settings.mail.from = "urp@example.org";
    ticket = citizen_writes();
  }
  void route(const std::string& service = "lavori", std::vector<std::string> copies = {}) {
    RouteRequest request;
    request.tickets = {ticket};
    request.service = service;
    request.copies = std::move(copies);
    CHECK(route_tickets(*office, request).tickets.done.size() == 1);
  }
  void recall() {
    const TicketId tickets[] = {ticket};
    CHECK(recall_tickets(*office, tickets).done.size() == 1);
  }
  /// The next letter meets this outcome.
  std::string meets(RequestOutcome outcome) {
    std::string body;
    net.expect("MAIL", "smtp.example.org", std::move(outcome),
               [&](const OutgoingRequest& request) { body = request.body; });
    mail();
    return body;
  }
  PassResult mail() {
    PassResult result;
    for (int i = 0; i < 10; ++i) {
      const bool moved = mailer.start_due(result);
      auto ended = wire.poll(std::chrono::milliseconds(0));
      const bool more = !ended.empty();
      mailer.finish(ended, result);
      if (!moved && !more) break;
    }
    return result;
  }
  Dispatch dispatch(std::size_t index = 0) {
    ShowRequest request;
    request.ticket = ticket;
    return show_ticket(*office, request).ticket.dispatches.at(index);
  }
};

}  // namespace

TEST_CASE("mailer: accepted is sent; the service has what was said, and nothing else") {
  MailingOffice desk;
  desk.door.say("wamid.secret", "parole offensive", "393330000102");
  desk.office.run("UPDATE message SET hidden = 1 WHERE text = 'parole offensive'");
  desk.route();
  CHECK(desk.dispatch().state == "queued");
  const std::string body = desk.meets(replied(250));
  CHECK(desk.dispatch().state == "sent");
  CHECK(desk.dispatch().sent_at == desk.office.now());
  CHECK(body.find("Buongiorno, una domanda") != body.npos);
  CHECK(body.find("offensive") == body.npos);
  CHECK(desk.net.last().submission.at(0).to == "lavori@example.org");
  CHECK(desk.ticket_state(desk.ticket) == "routed");
  CHECK(desk.office.ask("SELECT count(*) FROM event WHERE verb = 'letter'") == 1);
  desk.mail();  // and never again
}

TEST_CASE("mailer: not sent and 4xx wait longer each time, and are given up after three days") {
  MailingOffice desk;
  desk.route();
  desk.meets(not_sent());
  CHECK(desk.dispatch().state == "queued");
  desk.mail();  // not yet
  desk.pass_real(std::chrono::minutes(2));
  desk.meets(replied(451));
  CHECK(desk.dispatch().state == "queued");
  desk.pass_real(std::chrono::hours(73));
  desk.meets(replied(451));
  CHECK(desk.dispatch().state == "failed");
  CHECK(desk.ticket_state(desk.ticket) == "open");
}

TEST_CASE("mailer: 5xx fails and brings the case back; of a copy it stays with the leading service") {
  MailingOffice desk;
  desk.route("lavori", {"ambiente"});
  desk.net.expect("MAIL", "smtp", replied(250));
  desk.net.expect("MAIL", "smtp", replied(550));
  desk.mail();
  CHECK(desk.dispatch(0).state == "sent");
  CHECK(desk.dispatch(1).state == "failed");
  CHECK(desk.ticket_state(desk.ticket) == "routed");
  desk.recall();
  desk.net.expect("MAIL", "smtp", replied(250));  // the word of it, to whom it had reached
  desk.mail();
  desk.route();
  desk.meets(replied(554));
  CHECK(desk.dispatch(2).state == "failed");
  CHECK(desk.ticket_state(desk.ticket) == "open");
}

TEST_CASE("mailer: lost is uncertain, never sent again by itself") {
  MailingOffice desk;
  desk.route();
  desk.meets(lost());
  CHECK(desk.dispatch().state == "uncertain");
  CHECK(desk.ticket_state(desk.ticket) == "routed");
  desk.pass_real(std::chrono::hours(100));
  desk.mail();
}

TEST_CASE("mailer: a sender that died leaves its letter uncertain") {
  MailingOffice desk;
  desk.route();
  desk.net.expect_held("MAIL", "smtp");
  desk.mail();
  CHECK(desk.dispatch().state == "sending");
  desk.net.forget();
  PassResult found;
  desk.mailer.recover(found);
  CHECK(found.uncertain == 1);
  CHECK(desk.dispatch().state == "uncertain");
}

TEST_CASE("mailer: recalled before it left, nothing leaves; afterwards the service is told") {
  MailingOffice desk;
  desk.route();
  desk.recall();
  CHECK(desk.dispatch().state == "recalled");
  desk.mail();
  desk.route();
  desk.meets(replied(250));
  desk.recall();
  const std::string body = desk.meets(replied(250));
  CHECK(body.find("richiamata") != body.npos);
  CHECK(body.find("In-Reply-To: <urp.") != body.npos);
  CHECK(body.find("una domanda") == body.npos);
  CHECK(desk.dispatch(1).state == "recalled");
}

TEST_CASE("mailer: recalled while it was on its way and did not leave: nobody is told of anything") {
  MailingOffice desk;
  desk.route();
  desk.net.expect_held("MAIL", "smtp");
  desk.mail();
  desk.recall();
  desk.net.release(replied(451));
  desk.mail();
  desk.pass_real(std::chrono::hours(2));
  desk.mail();
  CHECK(desk.office.ask("SELECT count(*) FROM letter WHERE state = 'cancelled'") == 2);
  CHECK(desk.dispatch().state == "recalled");
}

TEST_CASE("mailer: for a clerk who waits: no letter of later, and no long patience with a silent server") {
  MailingOffice desk;
  desk.route();
  desk.meets(not_sent());
  CHECK(desk.net.last().submission.at(0).patience == std::chrono::minutes(5));
  desk.pass_real(std::chrono::hours(1));
  desk.mailer.serve_clerk();
  desk.meets(replied(250));
  CHECK(desk.net.last().submission.at(0).patience == std::chrono::seconds(30));
  CHECK(desk.net.last().timeout == std::chrono::minutes(10));  // after the last byte only the server knows
  desk.recall();                                               // the service is told by a second letter
  CHECK(desk.mail().letters == 0);
  work::Mailer service{(*desk.office).local(), desk.wire};
  PassResult result;
  desk.net.expect_held("MAIL", "smtp.example.org");
  CHECK(service.start_due(result));
  desk.net.forget();
}

TEST_CASE("mailer: a letter is not given up, and nobody reminded, by a clock that is ahead") {
  MailingOffice desk;
  desk.mail();
  desk.route();
  desk.net.expect_held("MAIL", "smtp");
  desk.mail();
  const std::chrono::hours ahead(24 * 40);
  desk.turn_clock_back(-ahead);
  desk.pass_office(ahead);
  desk.mail();
  desk.net.release(replied(451));
  desk.mail();
  CHECK(desk.dispatch().state == "queued");
  CHECK(desk.office.ask("SELECT count(*) FROM event WHERE verb = 'remind'") == 0);
  desk.turn_clock_back(ahead);
  desk.pass_office(-ahead);
  desk.meets(replied(250));
  CHECK(desk.dispatch().state == "sent");
}

TEST_CASE("mailer: a service past its term is reminded once in a while, until it answers") {
  MailingOffice desk;
  desk.route();
  desk.meets(replied(250));
  desk.mail();
  desk.pass_office(std::chrono::hours(24 * 31));
  desk.pass_real(std::chrono::minutes(2));
  const std::string body = desk.meets(replied(250));
  CHECK(body.find("Sollecito") != body.npos);
  CHECK(body.find("Auto-Submitted: auto-generated") != body.npos);
  desk.pass_office(std::chrono::hours(24 * 6));
  desk.pass_real(std::chrono::minutes(2));
  desk.mail();
  desk.pass_office(std::chrono::hours(24 * 2));
  desk.pass_real(std::chrono::minutes(2));
  desk.meets(replied(250));
  CHECK(desk.office.ask("SELECT count(*) FROM event WHERE verb = 'remind'") == 2);
  desk.recall();
  desk.meets(replied(250));
  desk.pass_office(std::chrono::hours(24 * 30));
  desk.pass_real(std::chrono::minutes(2));
  desk.mail();
}

TEST_CASE("mailer: in a copy the reminders that were due are uncertain, as letters that wait") {
  MailingOffice desk;
  desk.route();
  desk.meets(replied(250));
  desk.pass_office(std::chrono::hours(24 * 31));
  CHECK(desk.wakes_in_a_copy().uncertain == 1);
  CHECK(desk.office.ask("SELECT count(*) FROM letter WHERE kind = 'reminder' AND state = 'uncertain'") == 1);
  desk.mail();  // nothing leaves
  desk.pass_office(std::chrono::hours(24 * 8));
  desk.pass_real(std::chrono::minutes(2));
  CHECK(desk.meets(replied(250)).find("Sollecito") != std::string::npos);
}

TEST_CASE("mailer: what is hidden while a letter is being written is not in it") {
  MailingOffice desk;
  desk.route();
  const auto letter = [&] {
    const auto db = desk.office.read();
    return store::list_due_letters(db, desk.real_now(), 1).at(0);
  }();
  desk.office.run("UPDATE ticket SET revision = revision + 1");
  auto db = desk.office.write();
  CHECK_FALSE(store::claim_letter(db, letter, "token"));
}

TEST_CASE("mailer: what is hidden of the case that it was merged into meanwhile neither") {
  MailingOffice desk;
  desk.route();
  const TicketId whole = desk.citizen_writes();
  REQUIRE(whole != desk.ticket);
  merge_tickets(*desk.office, desk.ticket, whole);
  const auto letter = [&] {
    const auto db = desk.office.read();
    return store::list_due_letters(db, desk.real_now(), 1).at(0);
  };
  const auto before = letter();
  FlagRequest hide;
  hide.messages = {{whole, 1}};
  hide.ground = Ground::offensive;
  hide.hide = true;
  flag_messages(*desk.office, hide);
  {
    auto db = desk.office.write();
    CHECK_FALSE(store::claim_letter(db, before, "token"));
  }
  const std::string body = desk.meets(replied(250));
  CHECK(body.find("una domanda") != body.npos);
  CHECK(desk.dispatch().state == "sent");
}

TEST_CASE("mailer: it waits a little for files that are still on their way") {
  MailingOffice desk;
  desk.office.run("UPDATE message SET type = 'image'");
  desk.office.run("INSERT INTO media (message, state) SELECT id, 'pending' FROM message");
  desk.route();
  desk.mail();
  CHECK(desk.dispatch().state == "queued");
  desk.pass_real(std::chrono::minutes(3));
  const std::string body = desk.meets(replied(250));
  CHECK(body.find("non allegato") != body.npos);
}

TEST_CASE("mailer: a service that lost its address gets nothing, and the office hears of it") {
  MailingOffice desk;
  desk.route();
  (*desk.office).local().options.settings.services[0].mail.clear();
  CHECK(desk.mail().failed == 1);
  CHECK(desk.dispatch().state == "failed");
  CHECK(desk.ticket_state(desk.ticket) == "open");
}
