// Who holds a case: one gets it, the others hear the name; a claim without a move lapses.
#include <urp/desk/claim.hpp>
#include <urp/desk/inbox.hpp>
#include <urp/desk/thread.hpp>

#include <urp/desk/reply.hpp>

#include "domain/claims.hpp"
#include "sending_office.hpp"
#include "store/ticket_changes.hpp"
#include "work/deadlines.hpp"

using namespace urp;

namespace {

void act_as(TestOffice& office, const std::string& clerk) {
  (*office).local().options.actor = {clerk, clerk};
}
std::string holder(TestOffice& office, TicketId ticket) {
  const auto db = office.read();
  return store::get_change_view(db, ticket).clerk.value_or("");
}
TicketRow held_since(const std::string& clerk, TimePoint at) {
  TicketRow row;
  row.clerk = clerk;
  row.state = TicketState::open;
  row.presented_at = row.waiting_since = at;
  return row;
}
/// A ticket of gianni's that he last moved then, and that has waited as long.
TicketId add_held(TestOffice& office, TimePoint moved_at) {
  const auto ticket = office.add_ticket(held_since("gianni", moved_at));
  const auto moved = std::to_string(moved_at.time_since_epoch().count());
  office.run("UPDATE ticket SET clerk_since = " + moved + ", clerk_moved_at = " + moved +
             " WHERE id = " + std::to_string(ticket.value));
  return ticket;
}
std::int64_t events(TestOffice& office, const std::string& verb) {
  return office.ask("SELECT count(*) FROM event WHERE verb = '" + verb + "'");
}
BulkResult take(TestOffice& office, TicketId ticket, std::optional<std::string> steal = std::nullopt) {
  TakeRequest request;
  request.tickets = {ticket};
  request.steal = std::move(steal);
  return take_tickets(*office, request);
}

}  // namespace

TEST_CASE("take: the clerk holds it, a new case is open, and the audit says so") {
  TestOffice office;
  const auto ticket = office.add_ticket();
  const auto result = take(office, ticket);
  CHECK(result.done == std::vector{ticket});
  CHECK(result.failed.empty());
  CHECK(holder(office, ticket) == "maria");
  CHECK(office.ask("SELECT state = 'open' AND clerk_since = clerk_moved_at FROM ticket") == 1);
  CHECK(events(office, "take") == 1);
  CHECK(take(office, ticket).done == std::vector{ticket});
  CHECK(events(office, "take") == 1);  // it was so already
}

TEST_CASE("take: held by a colleague, closed, unknown: each its own failure, the others are taken") {
  TestOffice office;
  const auto free = office.add_ticket();
  const auto theirs = add_held(office, office.now());
  TicketRow done;
  done.state = TicketState::closed;
  done.closed_at = office.now();
  const auto closed = office.add_ticket(done);
  TakeRequest request;
  request.tickets = {theirs, free, closed, {99}};
  const auto result = take_tickets(*office, request);
  CHECK(result.done == std::vector{free});
  REQUIRE(result.failed.size() == 3);
  CHECK(result.failed[0].first == theirs);
  CHECK(result.failed[0].second.fault() == Fault::conflict);
  CHECK(std::string(result.failed[0].second.what()).find("gianni") != std::string::npos);
  CHECK(result.failed[1].second.fault() == Fault::conflict);
  CHECK(result.failed[2].second.fault() == Fault::not_found);
  CHECK(holder(office, theirs) == "gianni");
}

TEST_CASE("take: --steal takes it and keeps the reason") {
  TestOffice office;
  const auto ticket = add_held(office, office.now());
  CHECK(take(office, ticket, "in ferie").failed.empty());
  CHECK(holder(office, ticket) == "maria");
  CHECK(office.ask("SELECT count(*) FROM event_detail WHERE body LIKE '%in ferie%'") == 1);
}

TEST_CASE("take: a rehearsal changes nothing") {
  TestOffice office;
  TakeRequest request;
  request.tickets = {office.add_ticket()};
  request.dry_run = true;
  CHECK(take_tickets(*office, request).done.size() == 1);
  CHECK(holder(office, request.tickets.front()).empty());
  CHECK(events(office, "take") == 0);
}

TEST_CASE("a claim without a move lapses: the colleague takes it, and the audit tells both") {
  TestOffice office;
  const auto old = utc(2026, 11, 19, 9);  // Thursday; now it is Monday
  const auto ticket = add_held(office, old);
  CHECK(take(office, ticket).failed.empty());
  CHECK(holder(office, ticket) == "maria");
  CHECK(events(office, "lapse") == 1);
}

TEST_CASE("a claim holds while the holder moves, while the citizen has just written, while it is put off") {
  TestOffice office;
  const auto old = utc(2026, 11, 19, 9);
  const auto moved = add_held(office, old);
  office.run("UPDATE ticket SET clerk_moved_at = " + std::to_string(office.now().time_since_epoch().count()) +
             " WHERE id = 1");
  const auto waited = add_held(office, old);
  office.run("UPDATE ticket SET waiting_since = " + std::to_string(office.now().time_since_epoch().count()) +
             " WHERE id = 2");
  const auto put_off = add_held(office, old);
  office.run("UPDATE ticket SET postponed_until = 9999999999 WHERE id = 3");
  for (const auto ticket : {moved, waited, put_off}) {
    CHECK(take(office, ticket).failed.size() == 1);
    CHECK(holder(office, ticket) == "gianni");
  }
}

TEST_CASE("a lapsed claim does not keep a colleague's answer out") {
  SendingOffice desk;
  const auto ticket = desk.citizen_writes();
  desk.office.run("UPDATE ticket SET clerk = 'gianni', clerk_moved_at = 1, waiting_since = 1");
  ReplyRequest request;
  request.ticket = ticket;
  request.text = "Buongiorno, domani.";
  CHECK(reply(*desk.office, request).status == Delivery::queued);
  CHECK(holder(desk.office, ticket) == "maria");
}

TEST_CASE("the worker gives lapsed claims back, once a minute") {
  TestOffice office;
  const auto ticket = add_held(office, utc(2026, 11, 19, 9));
  work::Deadlines keeper((*office).local());
  PassResult result;
  CHECK_FALSE(keeper.start_due(result));
  CHECK(holder(office, ticket).empty());
  CHECK(events(office, "lapse") == 1);
  const auto other = add_held(office, utc(2026, 11, 19, 9));
  keeper.start_due(result);
  CHECK(holder(office, other) == "gianni");  // looked at a moment ago
}

TEST_CASE("next: one's own first, then what is free, urgent before the longest wait") {
  TestOffice office;
  const auto hour = [](int h) { return utc(2026, 11, 23, h); };
  add_held(office, hour(1));
  office.run("UPDATE ticket SET clerk_moved_at = 9999999999");  // gianni is at it
  TicketRow row;
  row.presented_at = row.waiting_since = hour(3);
  const auto later = office.add_ticket(row);
  row.presented_at = row.waiting_since = hour(2);
  const auto first = office.add_ticket(row);
  row.urgent = true;
  row.presented_at = row.waiting_since = hour(4);
  const auto urgent = office.add_ticket(row);
  CHECK(next_ticket(*office, {}) == urgent);
  CHECK(next_ticket(*office, {}) == urgent);  // unanswered, and hers
  act_as(office, "anna");
  CHECK(next_ticket(*office, {}) == first);
  act_as(office, "luca");
  CHECK(next_ticket(*office, {}) == later);
  act_as(office, "piero");
  CHECK_FAULT(next_ticket(*office, {}), Fault::not_found);
}

TEST_CASE("next: a filter narrows it; what is put off is not offered") {
  TestOffice office;
  TicketRow row;
  const auto request = office.add_ticket(row);
  row.kind = TicketKind::report;
  const auto report = office.add_ticket(row);
  row.postponed_until = office.now() + std::chrono::hours(1);
  row.kind = TicketKind::complaint;
  office.add_ticket(row);
  TicketFilter filter;
  filter.kinds = {TicketKind::report};
  CHECK(next_ticket(*office, filter) == report);
  filter.kinds = {TicketKind::complaint};
  CHECK_FAULT(next_ticket(*office, filter), Fault::not_found);
  filter.kinds = {TicketKind::request};
  CHECK(next_ticket(*office, filter) == request);
}

TEST_CASE("release: given back; a colleague's stays theirs; nobody's stays so") {
  TestOffice office;
  const auto mine = office.add_ticket();
  take(office, mine);
  const auto theirs = add_held(office, office.now());
  const auto nobodys = office.add_ticket();
  const TicketId tickets[] = {mine, theirs, nobodys};
  const auto result = release_tickets(*office, tickets);
  CHECK(result.done == std::vector{mine, nobodys});
  REQUIRE(result.failed.size() == 1);
  CHECK(result.failed[0].second.fault() == Fault::conflict);
  CHECK(holder(office, mine).empty());
  CHECK(office.ask("SELECT count(*) FROM ticket WHERE clerk IS NULL AND clerk_since IS NOT NULL") == 0);
  CHECK(events(office, "release") == 1);
}

TEST_CASE("assign: handed over whoever holds it; an unknown clerk is refused before anything changes") {
  TestOffice office;
  auto& clerks = (*office).local().options.settings.office.clerks;
  clerks = {"maria", "gianni", "anna"};
  const auto ticket = add_held(office, office.now());
  CHECK_FAULT(assign_tickets(*office, {.tickets = {ticket}, .clerk = "nessuno"}), Fault::not_found);
  CHECK(assign_tickets(*office, {.tickets = {ticket}, .clerk = "anna"}).failed.empty());
  CHECK(holder(office, ticket) == "anna");
  CHECK(list_held(*office, "anna") == std::vector{ticket});
  CHECK(list_held(*office, "gianni").empty());
}

TEST_CASE("bulk: more than one batch, each ticket once, and what is refused leaves no trace") {
  TestOffice office;
  TakeRequest request;
  for (int i = 0; i < 120; ++i) request.tickets.push_back(office.add_ticket());
  office.run("UPDATE ticket SET clerk = 'gianni', clerk_moved_at = 9999999999 WHERE id % 10 = 0");
  const auto result = take_tickets(*office, request);
  CHECK(result.done.size() == 108);
  CHECK(result.failed.size() == 12);
  CHECK(events(office, "take") == 108);
  CHECK(office.ask("SELECT count(*) FROM ticket WHERE clerk = 'maria'") == 108);
}

TEST_CASE("assign: the colleague is told what came, from whom and why, until they look; drafts go along") {
  TestOffice office;
  const auto ticket = office.add_ticket({.state = TicketState::open, .clerk = "maria"});
  office.run("INSERT INTO draft (clerk, ticket, text, at) VALUES ('maria', " + std::to_string(ticket.value) +
             ", 'Gentile', 1)");
  AssignRequest request{.tickets = {ticket}, .clerk = "anna", .reason = "ferie"};
  CHECK(assign_tickets(*office, request).failed.empty());
  CHECK(office_status(*office).handed.empty());  // it is maria who asks
  CHECK(office.ask("SELECT count(*) FROM draft WHERE clerk = 'anna' AND text = 'Gentile'") == 1);
  (*office).local().options.actor = {"anna", "anna"};
  const auto handed = office_status(*office).handed;
  REQUIRE(handed.size() == 1);
  CHECK(handed.front().ticket == ticket);
  CHECK(handed.front().from == "maria");
  CHECK(handed.front().by == "maria");
  CHECK(handed.front().reason == "ferie");
  ShowRequest show;
  show.ticket = ticket;
  show_ticket(*office, show);  // a pipe is no reader
  CHECK(office_status(*office).handed.size() == 1);
  show.mark_read = true;
  show_ticket(*office, show);
  CHECK(office_status(*office).handed.empty());
}

TEST_CASE("assign: what is handed on again, or to oneself, is told to nobody twice") {
  TestOffice office;
  const auto ticket = office.add_ticket({.state = TicketState::open, .clerk = "maria"});
  assign_tickets(*office, {.tickets = {ticket}, .clerk = "anna"});
  office.run("INSERT INTO draft (clerk, ticket, text, at) VALUES ('anna', 1, 'A', 1), ('gianni', 1, 'G', 1)");
  assign_tickets(*office, {.tickets = {ticket}, .clerk = "gianni"});
  CHECK(office.ask("SELECT count(*) FROM handover") == 1);
  CHECK(office.ask("SELECT count(*) FROM draft") == 2);  // an own draft is not replaced
  assign_tickets(*office, {.tickets = {ticket}, .clerk = "maria"});
  CHECK(office_status(*office).handed.empty());
}

TEST_CASE("next: who skips gives the case back and sees each other one once, then the first again") {
  TestOffice office;
  TicketRow row;
  const auto waiting_since = [&](int hour) {
    row.presented_at = row.waiting_since = utc(2026, 11, 23, hour);
    return office.add_ticket(row);
  };
  const auto first = waiting_since(1), second = waiting_since(2), third = waiting_since(3);
  CHECK(next_ticket(*office, {}) == first);
  const SkipResult skipped = skip_ticket(*office, {});
  CHECK(skipped.ticket == second);
  CHECK(skipped.left == first);
  CHECK(skip_ticket(*office, {}).ticket == third);
  CHECK(skip_ticket(*office, {}).ticket == first);
  CHECK(office.ask("SELECT count(*) FROM ticket WHERE clerk IS NOT NULL") == 1);
}

TEST_CASE("next: where there is no other case, skipping leaves everything as it is") {
  TestOffice office;
  TicketRow row;
  row.presented_at = row.waiting_since = utc(2026, 11, 23, 1);
  const auto only = office.add_ticket(row);
  CHECK(next_ticket(*office, {}) == only);
  CHECK_FAULT(skip_ticket(*office, {}), Fault::not_found);
  CHECK(office.ask("SELECT count(*) FROM ticket WHERE clerk IS NOT NULL") == 1);
}
