// What clerks decide about a case: close, reopen, put off, classify.
#include <urp/desk/change.hpp>

#include <doctest/doctest.h>

#include "desk/each_ticket.hpp"
#include "domain/calendar.hpp"
#include "test_office.hpp"

using namespace urp;

namespace {

ChangeRequest of(std::initializer_list<TicketId> tickets) {
  ChangeRequest request;
  request.tickets = tickets;
  return request;
}
std::int64_t events(TestOffice& office, const std::string& verb) {
  return office.ask("SELECT count(*) FROM event WHERE verb = '" + verb + "'");
}
void check_failed(const BulkResult& result, Fault fault) {
  CHECK(result.done.empty());
  REQUIRE(result.failed.size() == 1);
  CHECK(result.failed[0].second.fault() == fault);
}

}  // namespace

TEST_CASE("close: the outcome is answered when the office answered, else resolved") {
  TestOffice office;
  const auto silent = office.add_ticket();
  TicketRow row;
  row.state = TicketState::waiting;
  row.first_answered_at = office.now();
  const auto answered = office.add_ticket(row);
  CHECK(close_tickets(*office, of({silent, answered}), {}).done.size() == 2);
  CHECK(office.ask("SELECT outcome = 'resolved' AND state = 'closed' AND waiting_since IS NULL FROM ticket "
                   "WHERE id = 1") == 1);
  CHECK(office.ask("SELECT outcome = 'answered' FROM ticket WHERE id = 2") == 1);
  CHECK(events(office, "close") == 2);
}

TEST_CASE("close: again is a conflict, a colleague's too; neither changes anything") {
  TestOffice office;
  const auto ticket = office.add_ticket();
  close_tickets(*office, of({ticket}), Outcome::not_ours);
  check_failed(close_tickets(*office, of({ticket}), Outcome::resolved), Fault::conflict);
  CHECK(office.ask("SELECT outcome = 'not-ours' FROM ticket") == 1);
  const auto theirs = office.add_ticket();
  office.run("UPDATE ticket SET clerk = 'gianni', clerk_moved_at = 9999999999 WHERE id = 2");
  check_failed(close_tickets(*office, of({theirs}), {}), Fault::conflict);
  CHECK(office.ask("SELECT state = 'new' FROM ticket WHERE id = 2") == 1);
}

TEST_CASE("close: changed since it was read is a conflict") {
  TestOffice office;
  auto request = of({office.add_ticket()});
  request.if_revision = 77;
  check_failed(close_tickets(*office, request, {}), Fault::conflict);
  request.if_revision = office.ask("SELECT revision FROM ticket");
  CHECK(close_tickets(*office, request, {}).done.size() == 1);
}

TEST_CASE("reopen: the question that was closed unanswered has waited all the time, put off or not") {
  TestOffice office;
  const auto ticket = office.add_ticket();
  const auto asked = office.ask("SELECT waiting_since FROM ticket");
  office.set_now(office.now() + std::chrono::hours(1));
  close_tickets(*office, of({ticket}), {});
  office.set_now(office.now() + std::chrono::hours(2));
  CHECK(reopen_tickets(*office, of({ticket})).done.size() == 1);
  CHECK(office.ask("SELECT state = 'open' AND waiting_since = " + std::to_string(asked) + " FROM ticket") ==
        1);
  // Closed again otherwise, the former closing says nothing.
  office.run("UPDATE ticket SET state = 'closed', closed_at = 5, outcome = 'answered', waiting_since = NULL");
  CHECK(reopen_tickets(*office, of({ticket})).done.size() == 1);
  CHECK(office.ask("SELECT waiting_since FROM ticket") == office.now().time_since_epoch().count());
}

TEST_CASE("reopen: the office's turn from now on; what is not closed is a conflict") {
  TestOffice office;
  TicketRow row;
  row.state = TicketState::waiting;
  const auto ticket = office.add_ticket(row);
  check_failed(reopen_tickets(*office, of({ticket})), Fault::conflict);
  close_tickets(*office, of({ticket}), {});
  office.set_now(office.now() + std::chrono::hours(2));
  CHECK(reopen_tickets(*office, of({ticket})).done.size() == 1);
  CHECK(office.ask("SELECT state = 'open' AND closed_at IS NULL AND outcome IS NULL AND waiting_since = " +
                   std::to_string(office.now().time_since_epoch().count()) + " FROM ticket") == 1);
}

TEST_CASE("later: put off and back again; only what is the office's turn, only the future") {
  TestOffice office;
  const auto ticket = office.add_ticket();
  const auto until = office.now() + std::chrono::hours(3);
  CHECK_FAULT(postpone_tickets(*office, of({ticket}), office.now()), Fault::usage);
  CHECK(postpone_tickets(*office, of({ticket}), until).done.size() == 1);
  CHECK(postpone_tickets(*office, of({ticket}), until).done.size() == 1);
  CHECK(events(office, "later") == 1);
  CHECK(office.ask("SELECT postponed_until FROM ticket") == until.time_since_epoch().count());
  postpone_tickets(*office, of({ticket}), utc(2026, 11, 28));  // a Saturday: the office opens on Monday
  CHECK(office.ask("SELECT postponed_until FROM ticket") == utc(2026, 11, 30, 9).time_since_epoch().count());
  postpone_tickets(*office, of({ticket}), std::nullopt);
  CHECK(office.ask("SELECT postponed_until IS NULL FROM ticket") == 1);
  close_tickets(*office, of({ticket}), {});
  check_failed(postpone_tickets(*office, of({ticket}), until), Fault::conflict);
}

TEST_CASE("kind: the legal term follows from the day of presentation") {
  auto settings = TestOffice::default_settings();
  settings.terms.by_kind[TicketKind::complaint] = std::chrono::days(15);
  TestOffice office(settings);
  TicketRow row;
  row.presented_at = row.waiting_since = utc(2026, 11, 20, 10);
  const auto ticket = office.add_ticket(row);
  CHECK(set_kind(*office, of({ticket}), TicketKind::complaint).done.size() == 1);
  CHECK(office.ask("SELECT term_due_at FROM ticket") ==
        utc(2026, 12, 5, 23, 59, 59).time_since_epoch().count());
  CHECK(office.ask("SELECT kind = 'complaint' FROM ticket") == 1);
}

TEST_CASE("urgent, identify: set, set again without an event, and taken back") {
  TestOffice office;
  const auto ticket = office.add_ticket();
  set_urgent(*office, of({ticket}), true);
  set_urgent(*office, of({ticket}), true);
  CHECK(events(office, "urgent") == 1);
  CHECK(office.ask("SELECT urgent FROM ticket") == 1);
  set_urgent(*office, of({ticket}), false);
  CHECK(office.ask("SELECT urgent FROM ticket") == 0);
  set_identified(*office, of({ticket}), Identified::verified);
  CHECK(office.ask("SELECT identified = 'verified' FROM ticket") == 1);
}

TEST_CASE("subject: one line, trimmed, at most 200 characters; empty takes it away") {
  TestOffice office;
  const auto ticket = office.add_ticket();
  set_subject(*office, of({ticket}), "  buca in via Roma ");
  CHECK(office.ask("SELECT subject = 'buca in via Roma' FROM ticket") == 1);
  CHECK_FAULT(set_subject(*office, of({ticket}), std::string(201, 'a')), Fault::usage);
  CHECK_FAULT(set_subject(*office, of({ticket}), "due\nrighe"), Fault::usage);
  set_subject(*office, of({ticket}), "");
  CHECK(office.ask("SELECT subject IS NULL FROM ticket") == 1);
}

TEST_CASE("tag: small letters, each once; the revision of the ticket grows") {
  TestOffice office;
  const auto ticket = office.add_ticket();
  const auto before = office.ask("SELECT revision FROM ticket");
  CHECK(change_tags(*office, of({ticket}), {{"Verde", "via-roma"}, {}}).done.size() == 1);
  CHECK(office.ask("SELECT revision FROM ticket") > before);
  change_tags(*office, of({ticket}), {{"verde"}, {}});
  CHECK(events(office, "tag") == 1);
  CHECK(list_tags(*office) ==
        std::vector<std::pair<std::string, std::int64_t>>{{"verde", 1}, {"via-roma", 1}});
  change_tags(*office, of({ticket}), {{"rosso"}, {"verde"}});
  CHECK(office.ask("SELECT group_concat(tag) = 'rosso,via-roma' FROM ticket_tag") == 1);
  for (const char* word : {"", "due parole", "a\tb", "415", "412-415", "\x1b[2J", "virgola,"}) {
    CHECK_FAULT(tag_name(word), Fault::usage);
  }
  CHECK(tag_name("Viabilità") == "viabilità");
}

TEST_CASE("what is unknown is not found, with every change") {
  TestOffice office;
  const auto nobody = of({TicketId{9}});
  check_failed(close_tickets(*office, nobody, {}), Fault::not_found);
  check_failed(reopen_tickets(*office, nobody), Fault::not_found);
  check_failed(postpone_tickets(*office, nobody, office.now() + std::chrono::hours(1)), Fault::not_found);
  check_failed(set_urgent(*office, nobody, true), Fault::not_found);
  check_failed(set_kind(*office, nobody, TicketKind::report), Fault::not_found);
  check_failed(set_subject(*office, nobody, "x"), Fault::not_found);
  check_failed(set_identified(*office, nobody, Identified::declared), Fault::not_found);
  check_failed(change_tags(*office, nobody, {{"verde"}, {}}), Fault::not_found);
}

TEST_CASE("a holder's change is a move: the claim lives on") {
  TestOffice office;
  const auto ticket = office.add_ticket();
  office.run("UPDATE ticket SET clerk = 'maria', clerk_moved_at = 1");
  office.run("UPDATE ticket SET waiting_since = 9999999999");  // not lapsed, whatever the move
  set_urgent(*office, of({ticket}), true);
  CHECK(office.ask("SELECT clerk_moved_at FROM ticket") == office.now().time_since_epoch().count());
}

TEST_CASE(
    "bulk: what one ticket refuses, whatever the reason, leaves the others alone; the machine ends the "
    "list") {
  TestOffice office;
  std::vector<TicketId> tickets;
  for (int i = 0; i < 3; ++i) tickets.push_back(office.add_ticket());
  const auto with = [&](Fault fault) {
    return each_ticket((*office).local(), tickets, false, [&](db::Writer& db, TicketId ticket) {
      if (ticket == tickets[1]) throw Error(fault, "this one");
      db.query("UPDATE ticket SET urgent = 1 WHERE id = ?").bind(1, ticket).run();
      db.record("urgent", ticket, std::nullopt, {});
    });
  };
  for (const auto fault :
       {Fault::usage, Fault::not_found, Fault::conflict, Fault::refused, Fault::window_closed}) {
    const auto result = with(fault);
    CHECK_MESSAGE(result.done.size() == 2, fault_name(fault));
    REQUIRE(result.failed.size() == 1);
    CHECK(result.failed.front().second.fault() == fault);
  }
  for (const auto fault : {Fault::busy, Fault::failed, Fault::denied}) {
    office.run("UPDATE ticket SET urgent = 0");
    CHECK_FAULT(with(fault), fault);  // nothing of this batch is kept
    CHECK(office.ask("SELECT count(*) FROM ticket WHERE urgent = 1") == 0);
  }
}
