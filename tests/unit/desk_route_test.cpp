// Handing over to services: the turn, the copies, the citizen who is told, and what the rules propose.
#include <urp/desk/route.hpp>

#include <urp/desk/change.hpp>
#include <urp/desk/reply.hpp>
#include <urp/desk/thread.hpp>

#include "domain/routing.hpp"
#include "sending_office.hpp"

using namespace urp;

namespace {

void add_services(Settings& settings) {
  settings.services = {{"lavori", "Lavori pubblici", "lavori@example.org"}, {"ambiente", "Ambiente", ""}};
  Settings::Rule rule;
  rule.service = "lavori";
  rule.words = {"buca", "marciapiede"};
  settings.rules = {rule};
}

struct RoutingOffice : SendingOffice {
  TicketId ticket;
  RoutingOffice() {
    add_services((*office).local().options.settings);
    ticket = citizen_writes();
  }
  RouteResult route(const std::string& service = "lavori", bool tell = false) {
    RouteRequest request;
    request.tickets = {ticket};
    request.service = service;
    request.tell = tell;
    return route_tickets(*office, request);
  }
  Ticket shown() {
    ShowRequest request;
    request.ticket = ticket;
    return show_ticket(*office, request).ticket;
  }
};

}  // namespace

TEST_CASE("route: the service's turn, a dispatch, no mail without an address") {
  RoutingOffice desk;
  const auto result = desk.route();
  CHECK(result.tickets.done == std::vector{desk.ticket});
  CHECK(result.by_hand == std::vector<std::string>{"lavori"});
  const auto ticket = desk.shown();
  CHECK(ticket.state == TicketState::routed);
  CHECK(ticket.service == "lavori");
  CHECK(ticket.clerk == "maria");
  CHECK_FALSE(ticket.waiting_since.has_value());
  REQUIRE(ticket.dispatches.size() == 1);
  CHECK(ticket.dispatches[0].lead);
  CHECK(ticket.dispatches[0].state == "by_hand");
}

TEST_CASE("route: with mail configured the dispatch waits for the mail worker, unless --no-mail") {
  RoutingOffice desk;
  (*desk.office).local().options.settings.mail.url = "smtps://smtp.example.org:465";
  RouteRequest request;
  request.tickets = {desk.ticket};
  request.service = "lavori";
  request.copies = {"ambiente"};
  const auto result = route_tickets(*desk.office, request);
  CHECK(result.by_hand == std::vector<std::string>{"ambiente"});  // it has no address
  const auto dispatches = desk.shown().dispatches;
  REQUIRE(dispatches.size() == 2);
  CHECK(dispatches[0].state == "queued");
  CHECK_FALSE(dispatches[1].lead);
}

TEST_CASE("route: again to the same service changes nothing; a further copy is added") {
  RoutingOffice desk;
  desk.route();
  const auto events = desk.office.ask("SELECT count(*) FROM event");
  CHECK(desk.route().tickets.done.size() == 1);
  CHECK(desk.office.ask("SELECT count(*) FROM event") == events);
  RouteRequest request;
  request.tickets = {desk.ticket};
  request.service = "lavori";
  request.copies = {"ambiente"};
  route_tickets(*desk.office, request);
  CHECK(desk.shown().dispatches.size() == 2);
}

TEST_CASE("route: an unknown service before anything; closed and held tickets fail") {
  RoutingOffice desk;
  CHECK_FAULT(desk.route("boh"), Fault::not_found);
  CHECK(desk.shown().state == TicketState::open_new);
  desk.office.run("UPDATE ticket SET clerk = 'gianni', clerk_moved_at = 9999999999");
  CHECK(desk.route().tickets.failed.at(0).second.fault() == Fault::conflict);
  desk.office.run("UPDATE ticket SET clerk = NULL, state = 'closed', waiting_since = NULL, closed_at = 1");
  CHECK(desk.route().tickets.failed.at(0).second.fault() == Fault::conflict);
  CHECK(desk.office.ask("SELECT count(*) FROM dispatch") == 0);
}

TEST_CASE(
    "route --tell: the citizen is told in the same transaction; cancelled, the case stays with the service") {
  RoutingOffice desk;
  desk.route("lavori", true);
  const MessageRef told{desk.ticket, 2};
  CHECK(desk.state(told) == Delivery::queued);
  CHECK(desk.row(told).text.find("Lavori pubblici") != std::string::npos);
  CHECK(desk.shown().state == TicketState::routed);
  cancel_message(*desk.office, told);
  CHECK(desk.shown().state == TicketState::routed);
}

TEST_CASE("route --tell: what was written in a group alone is handed over, but nobody is told privately") {
  RoutingOffice desk;
  desk.office.run("INSERT INTO message_fact (message, name, value) SELECT id, 'group', 'g' FROM message");
  const auto told = desk.route("lavori", true).tickets;
  REQUIRE(told.failed.size() == 1);
  CHECK(told.failed[0].second.fault() == Fault::refused);
  CHECK(desk.office.ask("SELECT count(*) FROM outbox") == 0);
  CHECK(desk.route().tickets.done.size() == 1);
}

TEST_CASE("route --tell: with a closed window it waits for the citizen") {
  RoutingOffice desk;
  desk.office.run("UPDATE service_window SET last_inbound_at = 1");
  desk.route("lavori", true);
  CHECK(desk.state({desk.ticket, 2}) == Delivery::parked);
}

TEST_CASE("an answer to a routed ticket that is cancelled leaves it with the service") {
  RoutingOffice desk;
  desk.route();
  ReplyRequest request;
  request.ticket = desk.ticket;
  request.text = "Abbiamo sollecitato.";
  const auto queued = reply(*desk.office, request).queued;
  CHECK(desk.shown().state == TicketState::waiting);
  cancel_message(*desk.office, queued);
  CHECK(desk.shown().state == TicketState::routed);
  CHECK_FALSE(desk.shown().waiting_since.has_value());
}

TEST_CASE("cancelling an earlier answer leaves the turn where a later one put it") {
  SendingOffice desk;
  const auto ticket = desk.citizen_writes();
  ReplyRequest request;
  request.ticket = ticket;
  request.text = "Prima";
  const auto first = reply(*desk.office, request).queued;
  request.text = "Seconda";
  reply(*desk.office, request);
  cancel_message(*desk.office, first);
  CHECK(desk.ticket_state(ticket) == "waiting");
}

TEST_CASE("recall: the office's turn from now on; only from a service") {
  RoutingOffice desk;
  const TicketId tickets[] = {desk.ticket};
  CHECK(recall_tickets(*desk.office, tickets).failed.at(0).second.fault() == Fault::conflict);
  desk.route();
  CHECK(recall_tickets(*desk.office, tickets).done.size() == 1);
  const auto ticket = desk.shown();
  CHECK(ticket.state == TicketState::open);
  CHECK(ticket.waiting_since == desk.office.now());
  CHECK(ticket.dispatches.at(0).state == "recalled");
  CHECK(desk.route().tickets.done.size() == 1);  // once more
  CHECK(desk.shown().dispatches.size() == 2);
}

TEST_CASE("route: some messages of one ticket, not of several") {
  RoutingOffice desk;
  RouteRequest request;
  request.tickets = {desk.ticket, {9}};
  request.service = "lavori";
  request.first = 1;
  request.last = 1;
  CHECK_FAULT(route_tickets(*desk.office, request), Fault::usage);
  request.tickets = {desk.ticket};
  CHECK(route_tickets(*desk.office, request).tickets.done.size() == 1);
  CHECK(desk.office.ask("SELECT first = 1 AND last = 1 FROM dispatch") == 1);
}

TEST_CASE("rules: whole words, accents and case aside, the first that matches") {
  Settings settings = TestOffice::default_settings();
  add_services(settings);
  Settings::Rule night;
  night.service = "ambiente";
  night.words = {"rumore"};
  night.when = "closed";
  settings.rules.push_back(night);
  const auto open = utc(2026, 11, 23, 10), closed = utc(2026, 11, 23, 22);
  const auto match = [&](const char* text, TimePoint at) {
    return match_rule(settings, Zone(), {text, at, {}});
  };
  REQUIRE(match("C'è una BUCA, in via Roma", open).has_value());
  CHECK(match("C'è una BUCA, in via Roma", open)->number == 1);
  CHECK(match("C'è una BUCA, in via Roma", open)->word == "buca");
  CHECK_FALSE(match("la bucalettere", open).has_value());
  CHECK_FALSE(match("rumore", open).has_value());
  CHECK(match("Che rumore!", closed)->number == 2);
}

TEST_CASE("suggest: from what the citizen said that may be seen") {
  RoutingOffice desk;
  desk.office.run("UPDATE message SET text = 'una buca'");
  REQUIRE(suggest_service(*desk.office, desk.ticket).has_value());
  CHECK(suggest_service(*desk.office, desk.ticket)->service == "lavori");
  desk.office.run("UPDATE message SET hidden = 1");
  CHECK_FALSE(suggest_service(*desk.office, desk.ticket).has_value());
  CHECK_FAULT(suggest_service(*desk.office, {99}), Fault::not_found);
}

TEST_CASE("recall and close: a routed case that a colleague holds is theirs") {
  RoutingOffice desk;
  desk.route();
  desk.office.run("UPDATE ticket SET clerk = 'gianni'");
  const TicketId tickets[] = {desk.ticket};
  CHECK(recall_tickets(*desk.office, tickets).failed.at(0).second.fault() == Fault::conflict);
  ChangeRequest close;
  close.tickets = {desk.ticket};
  CHECK(close_tickets(*desk.office, close, {}).failed.at(0).second.fault() == Fault::conflict);
  CHECK(desk.shown().state == TicketState::routed);
  desk.office.run("UPDATE ticket SET clerk = 'maria'");
  CHECK(recall_tickets(*desk.office, tickets).done.size() == 1);
}
