// Taking back what one command did: from its audit entries alone, and only while nobody did anything since.
#include <urp/desk/undo.hpp>

#include <urp/desk/change.hpp>
#include <urp/desk/claim.hpp>
#include <urp/desk/contact.hpp>
#include <urp/desk/enter.hpp>
#include <urp/desk/moderate.hpp>
#include <urp/desk/route.hpp>
#include <urp/desk/thread.hpp>

#include "db/audit.hpp"
#include "sending_office.hpp"

using namespace urp;

namespace {

/// A command at a time: what it did, and what taking it back gives.
struct UndoOffice : SendingOffice {
  TicketId ticket = citizen_writes();
  EventId done_until;

  UndoOffice() { (*office).local().options.settings.services = {{"lavori", "Lavori pubblici", ""}}; }

  ChangeRequest of() const {
    ChangeRequest request;
    request.tickets = {ticket};
    return request;
  }
  std::vector<EventSpan> deeds() {
    auto spans = list_deeds(*office, done_until);
    if (!spans.empty()) done_until = spans.back().last;
    return spans;
  }
  UndoResult undo_last(bool dry_run = false) { return undo(*office, {deeds(), dry_run}); }
  void check_refused(const std::vector<EventSpan>& spans, const std::string& words) {
    const auto result = undo(*office, {spans});
    CHECK(result.done.empty());
    REQUIRE(result.failed.size() == 1);
    CHECK(result.failed[0].second.fault() == Fault::conflict);
    CHECK_MESSAGE(std::string(result.failed[0].second.what()).find(words) != std::string::npos,
                  result.failed[0].second.what());
  }
  void as(const std::string& clerk) { (*office).local().options.actor.clerk = clerk; }
  /// The ticket's row without its revision and the holder's last move, and what stands beside it.
  std::string row() {
    auto db = office.read();
    return db.value<std::string>(R"(
      SELECT json_array(state, kind, urgent, identified, subject, service, clerk, clerk_since, waiting_since,
                        postponed_until, first_answered_at, term_due_at, closed_at, outcome, unread)
             || (SELECT ifnull(group_concat(tag), '') FROM ticket_tag)
      FROM ticket WHERE id = 1)");
  }
  Message message(std::int64_t number) {
    ShowRequest request;
    request.ticket = ticket;
    for (const auto& one : show_ticket(*office, request).messages) {
      if (one.number == number) return one;
    }
    FAIL("there is no such message");
    return {};
  }
};

}  // namespace

TEST_CASE("undo: each decision about a case leaves it as it was before") {
  using Act = std::function<void(UndoOffice&)>;
  const std::vector<std::pair<const char*, Act>> acts = {
      {"take",
       [](UndoOffice& desk) {
         take_tickets(*desk.office, {{desk.ticket}, {}, false});
       }},
      {"assign",
       [](UndoOffice& desk) {
         assign_tickets(*desk.office, {{desk.ticket}, "gianni", {}, false});
       }},
      {"close", [](UndoOffice& desk) { close_tickets(*desk.office, desk.of(), Outcome::rejected); }},
      {"later",
       [](UndoOffice& desk) {
         postpone_tickets(*desk.office, desk.of(), desk.office.now() + std::chrono::hours(30));
       }},
      {"urgent", [](UndoOffice& desk) { set_urgent(*desk.office, desk.of(), true); }},
      {"kind", [](UndoOffice& desk) { set_kind(*desk.office, desk.of(), TicketKind::access); }},
      {"subject", [](UndoOffice& desk) { set_subject(*desk.office, desk.of(), "La buca"); }},
      {"identify", [](UndoOffice& desk) { set_identified(*desk.office, desk.of(), Identified::verified); }},
      {"tag",
       [](UndoOffice& desk) {
         change_tags(*desk.office, desk.of(), {{"verde", "buca"}, {"vecchia"}});
       }},
      {"route",
       [](UndoOffice& desk) {
         RouteRequest request;
         request.tickets = {desk.ticket};
         request.service = "lavori";
         route_tickets(*desk.office, request);
       }},
      {"close what is routed",
       [](UndoOffice& desk) { close_tickets(*desk.office, desk.of(), Outcome::rejected); }}};
  for (const auto& [name, act] : acts) {
    CAPTURE(name);
    UndoOffice desk;
    (*desk.office).local().options.settings.office.clerks = {"maria", "gianni"};
    change_tags(*desk.office, desk.of(), {{"vecchia"}, {}});
    if (std::string(name) == "close what is routed")
      desk.office.run("UPDATE ticket SET state = 'routed', waiting_since = NULL");
    desk.deeds();
    desk.pass_office(std::chrono::minutes(5));
    const auto before = desk.row();
    act(desk);
    const auto after = desk.row();
    CHECK(after != before);
    const auto deeds = desk.deeds();
    CHECK(undo(*desk.office, {deeds, true}).done.size() == 1);
    CHECK(desk.row() == after);  // tried only
    const auto result = undo(*desk.office, {deeds});
    REQUIRE(result.done.size() == 1);
    CHECK(result.failed.empty());
    CHECK(desk.row() == before);
    CHECK(undo(*desk.office, {deeds}).done.empty());  // once
    auto db = desk.office.read();
    CHECK_FALSE(db::check_chain(db).broken);
  }
}

TEST_CASE("undo: reopened is closed again as it was, released is held again") {
  UndoOffice desk;
  take_tickets(*desk.office, {{desk.ticket}, {}, false});
  close_tickets(*desk.office, desk.of(), Outcome::not_ours);
  desk.deeds();
  const auto closed = desk.row();
  desk.pass_office(std::chrono::hours(1));
  reopen_tickets(*desk.office, desk.of());
  CHECK(desk.undo_last().done.size() == 1);
  CHECK(desk.row() == closed);
  reopen_tickets(*desk.office, desk.of());
  desk.deeds();
  const auto held = desk.row();
  release_tickets(*desk.office, std::vector{desk.ticket});
  CHECK(desk.undo_last().done.size() == 1);
  CHECK(desk.row() == held);
}

TEST_CASE("undo: what somebody changed since is refused, with who it was") {
  UndoOffice desk;
  take_tickets(*desk.office, {{desk.ticket}, {}, false});
  auto deeds = desk.deeds();
  desk.as("gianni");
  take_tickets(*desk.office, {{desk.ticket}, "urgente", false});
  desk.as("maria");
  desk.check_refused(deeds, "URP-1: gianni has changed it since");

  close_tickets(*desk.office, desk.of(), {});  // held by gianni: not done
  CHECK(list_deeds(*desk.office, desk.done_until).empty());
  desk.office.run("UPDATE ticket SET clerk = NULL, clerk_since = NULL, clerk_moved_at = NULL");
  close_tickets(*desk.office, desk.of(), {});
  deeds = desk.deeds();
  desk.pass_office(std::chrono::hours(1));
  desk.citizen_writes();
  desk.check_refused(deeds, "URP-1: the citizen has written since");
}

TEST_CASE("undo: nothing that came since is put out of sight") {
  UndoOffice desk;
  close_tickets(*desk.office, desk.of(), {});
  desk.deeds();
  reopen_tickets(*desk.office, desk.of());
  const auto deeds = desk.deeds();
  desk.pass_office(std::chrono::hours(1));
  desk.citizen_writes();
  desk.check_refused(deeds, "the citizen has written since");
  CHECK(desk.ticket_state(desk.ticket) == "open");
}

TEST_CASE("undo: an answer that rests, all of its messages; what has left is refused") {
  UndoOffice desk;
  ReplyRequest request;
  request.ticket = desk.ticket;
  request.text = std::string(3000, 'a') + "\n" + std::string(3000, 'b');
  request.split = true;
  request.close = true;
  request.hold = std::chrono::minutes(1);
  const auto result = reply(*desk.office, request);
  auto undone = desk.undo_last();
  REQUIRE(undone.done.size() == 1);
  CHECK(undone.done[0].messages == result.all);
  CHECK(find_draft(*desk.office, desk.ticket) == request.text);
  CHECK(desk.ticket_state(desk.ticket) == "open");

  desk.answer(desk.ticket);
  desk.send_with(accepted("wamid.A"));
  desk.check_refused(desk.deeds(), "it has left");
}

TEST_CASE("undo: what was written and taken back by one command leaves nothing to take back") {
  UndoOffice desk;
  const auto ref = desk.answer(desk.ticket);
  CHECK(take_back(*desk.office, std::vector{ref}).done.size() == 1);
  CHECK(list_deeds(*desk.office).empty());
  CHECK_FAULT(undo(*desk.office, {{{EventId{1}, EventId{99}}}}), Fault::not_found);
}

TEST_CASE("undo: a note is struck out and stays, once") {
  UndoOffice desk;
  const auto ref = add_note(*desk.office, {desk.ticket, "Sentito il capocantiere"});
  const auto deeds = desk.deeds();
  CHECK(undo(*desk.office, {deeds}).done.size() == 1);
  const auto note = desk.message(ref.number);
  CHECK(note.text == "Sentito il capocantiere");
  REQUIRE(note.amendments.size() == 1);
  CHECK(note.amendments[0].kind == AmendmentKind::revoke);
  CHECK(desk.office.ask("SELECT count(*) FROM event WHERE verb = 'note_strike'") == 1);
  desk.check_refused(deeds, "struck out already");
}

TEST_CASE("undo: a flag goes, or is again what it was; what was hidden is shown; the block stays") {
  UndoOffice desk;
  FlagRequest request;
  request.messages = {{desk.ticket, 1}};
  request.ground = Ground::spam;
  request.note = "ripetuto";
  flag_messages(*desk.office, request);
  desk.deeds();
  request.ground = Ground::offensive;
  request.note = "parolacce";
  request.hide = request.block = true;
  flag_messages(*desk.office, request);
  CHECK(desk.message(1).hidden);
  const auto result = desk.undo_last();
  REQUIRE(result.done.size() == 1);
  REQUIRE(result.failed.size() == 1);  // the person stays blocked, and is told how to end that
  CHECK(result.failed[0].second.hint().find("urp contact unblock") != std::string::npos);
  CHECK_FALSE(desk.message(1).hidden);
  CHECK(desk.message(1).ground == "spam");
  CHECK(find_flag(*desk.office, {desk.ticket, 1})->note == "ripetuto");
  CHECK(desk.message(1).text == "Buongiorno, una domanda");
}

TEST_CASE("undo: two records come apart again") {
  UndoOffice desk;
  desk.citizen_writes("393330000103");
  merge_contacts(*desk.office, {"c2", "c1", false});
  const auto deeds = desk.deeds();
  CHECK(undo(*desk.office, {deeds}).done.size() == 1);
  CHECK(desk.office.ask("SELECT contact FROM ticket WHERE id = 2") == 2);
  desk.check_refused(deeds, "c2 has changed since");
}

TEST_CASE("undo: many tickets of one command, and those alone that nobody touched") {
  UndoOffice desk;
  const auto other = desk.citizen_writes("393330000103");
  ChangeRequest both;
  both.tickets = {desk.ticket, other};
  set_urgent(*desk.office, both, true);
  const auto deeds = desk.deeds();
  desk.as("gianni");
  ChangeRequest second;
  second.tickets = {other};
  set_urgent(*desk.office, second, false);
  desk.as("maria");
  const auto result = undo(*desk.office, {deeds});
  REQUIRE(result.done.size() == 1);
  CHECK(result.done[0].deed.ticket == desk.ticket);
  REQUIRE(result.failed.size() == 1);
  CHECK(result.failed[0].first.ticket == other);
}

TEST_CASE("undo: a routing goes back to the office, unless its letter has left") {
  UndoOffice desk;
  RouteRequest request;
  request.tickets = {desk.ticket};
  request.service = "lavori";
  request.tell = true;
  request.hold = std::chrono::minutes(1);
  const auto before = desk.row();
  route_tickets(*desk.office, request);
  CHECK(desk.undo_last().done.size() == 2);                        // the word to the citizen too
  CHECK_FALSE(find_draft(*desk.office, desk.ticket).has_value());  // nobody typed that it was handed over
  CHECK(desk.row() == before);
  CHECK(desk.office.ask("SELECT count(*) FROM dispatch WHERE state = 'recalled'") == 1);
  request.tell = false;
  route_tickets(*desk.office, request);
  desk.office.run("UPDATE dispatch SET state = 'sent' WHERE state <> 'recalled'");
  desk.check_refused(desk.deeds(), "the letter to lavori has left");
}
