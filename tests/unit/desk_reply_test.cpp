// What a clerk says, and what may still be done about it: every refusal keeps the words and writes no row.
#include <urp/desk/contact.hpp>
#include <urp/desk/look.hpp>

#include "sending_office.hpp"

using namespace urp;
using D = Delivery;

namespace {

ReplyRequest request_for(TicketId ticket, const std::string& text = "Buongiorno, domani.") {
  ReplyRequest request;
  request.ticket = ticket;
  request.text = text;
  return request;
}

std::int64_t outgoing(SendingOffice& desk) {
  return desk.office.ask("SELECT count(*) FROM message WHERE direction = 'out'");
}

/// Refused, no row written, the ticket as it was, and the words are a draft.
void check_refused(SendingOffice& desk, const ReplyRequest& request, Fault fault) {
  const auto rows = outgoing(desk);
  const auto revision = desk.office.ask("SELECT sum(revision) FROM ticket");
  CHECK_FAULT(reply(*desk.office, request), fault);
  CHECK(outgoing(desk) == rows);
  CHECK(desk.office.ask("SELECT sum(revision) FROM ticket") == revision);
  CHECK(find_draft(*desk.office, request.ticket) == request.text);
}

}  // namespace

TEST_CASE(
    "reply: the answer is queued, the turn is the citizen's, the ticket is the clerk's, the draft gone") {
  SendingOffice desk;
  const auto ticket = desk.citizen_writes();
  keep_draft(*desk.office, ticket, "Buongio");
  const auto result = reply(*desk.office, request_for(ticket));
  CHECK(result.status == D::queued);
  CHECK(result.queued == MessageRef{ticket, 2});
  CHECK_FALSE(result.repeated);
  CHECK(result.window_closes == desk.office.now() + std::chrono::hours(24));
  CHECK(desk.state(result.queued) == D::queued);
  CHECK(desk.row(result.queued).clerk == "maria");
  CHECK(desk.ticket_state(ticket) == "waiting");
  CHECK(desk.waiting_since(ticket) == 0);
  CHECK(desk.office.ask("SELECT count(*) FROM ticket WHERE clerk = 'maria' AND first_answered_at > 0") == 1);
  CHECK_FALSE(find_draft(*desk.office, ticket).has_value());
  CHECK(desk.office.ask("SELECT count(*) FROM event WHERE verb = 'reply' AND clerk = 'maria'") == 1);
}

TEST_CASE("reply: a ticket that does not exist") {
  SendingOffice desk;
  CHECK_FAULT(reply(*desk.office, request_for({7})), Fault::not_found);
  CHECK(outgoing(desk) == 0);
}

TEST_CASE("reply: a closed ticket is a conflict") {
  SendingOffice desk;
  const auto ticket = desk.citizen_writes();
  desk.office.run(
      "UPDATE ticket SET state = 'closed', waiting_since = NULL, closed_at = 1, outcome = 'answered'");
  check_refused(desk, request_for(ticket), Fault::conflict);
}

TEST_CASE("reply: a blocked person is refused") {
  SendingOffice desk;
  const auto ticket = desk.citizen_writes();
  desk.office.run("UPDATE contact SET blocked = 1");
  check_refused(desk, request_for(ticket), Fault::refused);
}

TEST_CASE(
    "reply: what was written in a group is not answered privately, but for who writes to the office too") {
  SendingOffice desk;
  const auto ticket = desk.citizen_writes();
  desk.office.run(
      "INSERT INTO message_fact (message, name, value) VALUES (1, 'group', '120363040000000000@g.us')");
  check_refused(desk, request_for(ticket), Fault::refused);
  desk.citizen_writes();
  CHECK_NOTHROW(reply(*desk.office, request_for(ticket)));
}

TEST_CASE("reply: a colleague's ticket is a conflict; --steal takes it and says why") {
  SendingOffice desk;
  const auto ticket = desk.citizen_writes();
  desk.office.run("UPDATE ticket SET clerk = 'gianni'");
  auto request = request_for(ticket);
  check_refused(desk, request, Fault::conflict);
  request.steal = "Gianni è in ferie";
  const auto ref = reply(*desk.office, request).queued;
  CHECK(desk.state(ref) == D::queued);
  CHECK(desk.office.ask("SELECT count(*) FROM ticket WHERE clerk = 'maria'") == 1);
  CHECK(desk.office.ask("SELECT count(*) FROM event_detail WHERE body LIKE '%Gianni è in ferie%'") == 1);
}

TEST_CASE("reply: all that stands against it is named, and the exit is the gravest's") {
  SendingOffice desk;
  const auto ticket = desk.citizen_writes();
  desk.office.run("UPDATE ticket SET clerk = 'gianni'");
  desk.pass_office(std::chrono::hours(30));
  const auto refusal = [&](const ReplyRequest& request) {
    try {
      reply(*desk.office, request);
    } catch (const Error& error) {
      return std::string(fault_name(error.fault())) + ": " + error.what() + " | " + error.hint();
    }
    return std::string();
  };
  const auto names = [](const std::string& all, std::initializer_list<const char*> words) {
    for (const char* word : words) CHECK_MESSAGE(all.find(word) != std::string::npos, all);
  };
  auto request = request_for(ticket);
  const std::string held = refusal(request);
  CHECK(held.starts_with("conflict: "));
  names(held, {"held by gianni", "the window closed", "--steal", "--park"});
  desk.office.run("UPDATE contact SET blocked = 1");
  const std::string blocked = refusal(request);
  CHECK(blocked.starts_with("refused: "));
  names(blocked, {"blocked", "held by gianni", "the window closed"});
  request.quote = 77;
  const std::string unknown = refusal(request);
  CHECK(unknown.starts_with("not_found: "));
  names(unknown, {"no such message", "blocked", "held by gianni", "the window closed"});
}

TEST_CASE("reply: --if-revision refuses what has changed since it was read") {
  SendingOffice desk;
  const auto ticket = desk.citizen_writes();
  auto request = request_for(ticket);
  request.if_revision = desk.office.ask("SELECT revision FROM ticket");
  desk.pass_office(std::chrono::seconds(5));
  desk.citizen_writes();
  check_refused(desk, request, Fault::conflict);
  request.if_revision = desk.office.ask("SELECT revision FROM ticket");
  CHECK(reply(*desk.office, request).status == D::queued);
}

TEST_CASE("reply: after 24 hours free text is refused; --park keeps it until the citizen writes") {
  SendingOffice desk;
  const auto ticket = desk.citizen_writes();
  desk.pass_office(std::chrono::hours(24));
  auto request = request_for(ticket);
  check_refused(desk, request, Fault::window_closed);
  request.park = true;
  const auto result = reply(*desk.office, request);
  CHECK(result.status == D::parked);
  CHECK(desk.work().sent == 0);
  desk.citizen_writes();
  CHECK(desk.state(result.queued) == D::queued);
  desk.send_with(accepted("wamid.A"));
  CHECK(desk.state(result.queued) == D::sent);
}

TEST_CASE("reply: what was parked stands after the words that released it, and the turn is the citizen's") {
  SendingOffice desk;
  const auto ticket = desk.citizen_writes();
  desk.pass_office(std::chrono::hours(25));
  auto request = request_for(ticket);
  request.park = true;
  const auto parked = reply(*desk.office, request).queued;
  const auto parked_at = desk.office.ask("SELECT first_answered_at FROM ticket");
  desk.pass_office(std::chrono::hours(3));
  desk.citizen_writes();
  CHECK(desk.state(parked) == D::queued);
  CHECK(desk.ticket_state(ticket) == "waiting");
  CHECK(desk.office.ask("SELECT seq FROM message ORDER BY at DESC, id DESC LIMIT 1") == parked.number);
  CHECK(desk.office.ask("SELECT first_answered_at FROM ticket") > parked_at);
  CHECK(desk.office.ask("SELECT unread FROM ticket") > 0);  // their words are still to be read
  // Taken back before it left, the question they asked has waited since they asked.
  cancel_message(*desk.office, parked);
  CHECK(desk.ticket_state(ticket) == "open");
  CHECK(desk.waiting_since(ticket) == desk.office.now().time_since_epoch().count());
  CHECK(desk.office.ask("SELECT first_answered_at IS NULL FROM ticket") == 1);
}

TEST_CASE("reply: --park in an open window sends") {
  SendingOffice desk;
  auto request = request_for(desk.citizen_writes());
  request.park = true;
  CHECK(reply(*desk.office, request).status == D::queued);
  desk.send_with(accepted("wamid.A"));
}

TEST_CASE("reply: who never wrote has no window") {
  SendingOffice desk;
  TicketRow row;
  row.contact = desk.office.add_contact();
  check_refused(desk, request_for(desk.office.add_ticket(row)), Fault::window_closed);
}

TEST_CASE("reply: nothing but blanks, or more than 4,096 UTF-16 units, is refused") {
  SendingOffice desk;
  const auto ticket = desk.citizen_writes();
  CHECK_FAULT(reply(*desk.office, request_for(ticket, "")), Fault::usage);
  check_refused(desk, request_for(ticket, " \n\t"), Fault::usage);
  check_refused(desk, request_for(ticket, std::string(4097, 'a')), Fault::usage);
  std::string emoji;
  for (int i = 0; i < 2049; ++i) emoji += "\U0001F600";  // two units each
  check_refused(desk, request_for(ticket, emoji), Fault::usage);
  emoji.resize(emoji.size() - 4);
  CHECK(reply(*desk.office, request_for(ticket, emoji)).status == D::queued);
}

TEST_CASE("reply: a quoted message must exist in the ticket") {
  SendingOffice desk;
  auto request = request_for(desk.citizen_writes());
  request.quote = 9;
  check_refused(desk, request, Fault::not_found);
}

TEST_CASE("reply: --dry-run says how it would go and changes nothing") {
  SendingOffice desk;
  const auto ticket = desk.citizen_writes();
  keep_draft(*desk.office, ticket, "bozza");
  auto request = request_for(ticket);
  request.dry_run = true;
  CHECK(reply(*desk.office, request).status == D::queued);
  CHECK(outgoing(desk) == 0);
  CHECK(desk.ticket_state(ticket) == "new");
  CHECK(find_draft(*desk.office, ticket) == "bozza");
  desk.pass_office(std::chrono::hours(25));
  CHECK_FAULT(reply(*desk.office, request), Fault::window_closed);
  CHECK(find_draft(*desk.office, ticket) == "bozza");
}

TEST_CASE("reply: the same key and content give the first result; nothing is written twice") {
  SendingOffice desk;
  auto request = request_for(desk.citizen_writes());
  request.key = "k1";
  const auto first = reply(*desk.office, request);
  const auto events = desk.office.ask("SELECT count(*) FROM event");
  const auto again = reply(*desk.office, request);
  CHECK(again.repeated);
  CHECK(again.queued == first.queued);
  CHECK(again.status == D::queued);
  CHECK(again.to == first.to);
  CHECK(again.window_closes == first.window_closes);
  CHECK(outgoing(desk) == 1);
  CHECK(desk.office.ask("SELECT count(*) FROM event") == events);
  desk.send_with(accepted("wamid.A"));
  CHECK(reply(*desk.office, request).status == D::sent);
}

TEST_CASE(
    "reply: the same key still gives the first result when the ticket is closed, stolen or out of its "
    "window") {
  SendingOffice desk;
  auto request = request_for(desk.citizen_writes());
  request.key = "k1";
  request.if_revision = desk.office.ask("SELECT revision FROM ticket");
  request.close = true;
  const auto first = reply(*desk.office, request);
  desk.office.run("UPDATE ticket SET clerk = 'gianni'");
  desk.pass_office(std::chrono::hours(30));
  const auto again = reply(*desk.office, request);
  CHECK(again.repeated);
  CHECK(again.queued == first.queued);
}

TEST_CASE("reply: other content under the same key is a conflict: another text, quote or ticket") {
  SendingOffice desk;
  auto request = request_for(desk.citizen_writes());
  request.key = "k1";
  reply(*desk.office, request);
  auto other = request;
  other.text = "Altro";
  check_refused(desk, other, Fault::conflict);
  other = request;
  other.quote = 1;
  check_refused(desk, other, Fault::conflict);
  other = request;
  other.ticket = desk.citizen_writes("393330000103");
  check_refused(desk, other, Fault::conflict);
}

TEST_CASE("reply: --close ends the case as answered; a failure opens it again, waiting since before") {
  SendingOffice desk;
  const auto ticket = desk.citizen_writes();
  const auto since = desk.waiting_since(ticket);
  desk.pass_office(std::chrono::minutes(20));
  auto request = request_for(ticket);
  request.close = true;
  const auto ref = reply(*desk.office, request).queued;
  CHECK(desk.ticket_state(ticket) == "closed");
  CHECK(desk.office.ask("SELECT count(*) FROM ticket WHERE outcome = 'answered' AND closed_at > 0") == 1);
  desk.send_with(refused(400, 131026));
  CHECK(desk.state(ref) == D::failed);
  CHECK(desk.ticket_state(ticket) == "open");
  CHECK(desk.waiting_since(ticket) == since);
}

TEST_CASE("reply: an answer that failed is no first answer; the next one is") {
  SendingOffice desk;
  const auto ticket = desk.citizen_writes();
  desk.answer(ticket);
  desk.send_with(refused(400, 131026));
  CHECK(desk.office.ask("SELECT count(*) FROM ticket WHERE first_answered_at IS NULL") == 1);
  desk.pass_office(std::chrono::minutes(7));
  desk.answer(ticket);
  CHECK(desk.office.ask("SELECT first_answered_at FROM ticket") ==
        desk.office.now().time_since_epoch().count());
  desk.send_with(accepted("wamid.A"));
}

TEST_CASE("reply: when the second answer fails the first one still was the first") {
  SendingOffice desk;
  const auto ticket = desk.citizen_writes();
  const auto at = desk.office.now().time_since_epoch().count();
  desk.answer(ticket, "uno");
  desk.send_with(accepted("wamid.A"));
  desk.pass_office(std::chrono::minutes(7));
  desk.answer(ticket, "due");
  desk.send_with(refused(400, 131026));
  CHECK(desk.office.ask("SELECT first_answered_at FROM ticket") == at);
  CHECK(desk.ticket_state(ticket) == "open");  // the office has something to do
}

TEST_CASE("drafts: each clerk has their own, and dropping one leaves the other's") {
  SendingOffice desk;
  const auto ticket = desk.citizen_writes();
  keep_draft(*desk.office, ticket, "di Maria");
  (*desk.office).local().options.actor = {"gianni", "gianni"};
  CHECK_FALSE(find_draft(*desk.office, ticket).has_value());
  keep_draft(*desk.office, ticket, "di Gianni");
  keep_draft(*desk.office, ticket, "di Gianni, meglio");
  CHECK(find_draft(*desk.office, ticket) == "di Gianni, meglio");
  drop_draft(*desk.office, ticket);
  CHECK_FALSE(find_draft(*desk.office, ticket).has_value());
  (*desk.office).local().options.actor = {"maria", "mserra"};
  CHECK(find_draft(*desk.office, ticket) == "di Maria");
}

TEST_CASE(
    "reply: of several faults the gravest counts: unknown, then policy, then conflict, then the window") {
  SendingOffice desk;
  const auto ticket = desk.citizen_writes();
  desk.pass_office(std::chrono::hours(25));  // the window is closed
  desk.office.run("UPDATE ticket SET clerk = 'gianni'");
  desk.office.run("UPDATE contact SET blocked = 1");
  auto request = request_for(ticket);
  request.quote = 99;
  check_refused(desk, request, Fault::not_found);
  request.quote.reset();
  check_refused(desk, request, Fault::refused);
  desk.office.run("UPDATE contact SET blocked = 0");
  check_refused(desk, request, Fault::conflict);
  desk.office.run("UPDATE ticket SET clerk = NULL");
  check_refused(desk, request, Fault::window_closed);
}

TEST_CASE(
    "block: an answer that waits is taken back, and the case is the office's again, waiting since before") {
  SendingOffice desk;
  const auto ticket = desk.citizen_writes();
  const auto waiting_since = desk.waiting_since(ticket);
  const auto ref = reply(*desk.office, request_for(ticket)).queued;
  CHECK(desk.ticket_state(ticket) == "waiting");
  BlockRequest block;
  block.who = "c1";
  CHECK(block_contact(*desk.office, block).cancelled == 1);
  CHECK(desk.state(ref) == D::cancelled);
  CHECK(desk.ticket_state(ticket) == "open");
  CHECK(desk.waiting_since(ticket) == waiting_since);
}

TEST_CASE("take back: every message of an answer that rests, the words a draft, the case as it was") {
  SendingOffice desk;
  const auto ticket = desk.citizen_writes();
  auto request = request_for(ticket, std::string(3000, 'a') + "\n" + std::string(3000, 'b'));
  request.split = true;
  request.hold = std::chrono::minutes(1);
  const auto result = reply(*desk.office, request);
  REQUIRE(result.all.size() == 2);
  const auto taken = take_back(*desk.office, result.all);
  CHECK(taken.done == result.all);
  CHECK(taken.failed.empty());
  for (const auto ref : result.all) CHECK(desk.state(ref) == D::cancelled);
  CHECK(find_draft(*desk.office, ticket) == request.text);
  CHECK(desk.ticket_state(ticket) == "open");
  CHECK(desk.office.ask("SELECT count(*) FROM event WHERE verb = 'cancel'") == 2);
}

TEST_CASE("take back: what has left has left, a draft that is there stays, and the rest comes back") {
  SendingOffice desk;
  const auto first = desk.citizen_writes();
  const auto result = reply(*desk.office, request_for(first));
  keep_draft(*desk.office, first, "Un'altra cosa");
  const std::vector<MessageRef> both = {{first, 99}, result.queued};
  CHECK_FAULT(take_back(*desk.office, both), Fault::not_found);
  CHECK(desk.state(result.queued) == D::queued);
  desk.office.run("UPDATE message SET status = 'sent' WHERE direction = 'out'");
  const auto late = take_back(*desk.office, std::vector{result.queued});
  CHECK(late.done.empty());
  REQUIRE(late.failed.size() == 1);
  CHECK(late.failed.front().second.fault() == Fault::conflict);
  CHECK(find_draft(*desk.office, first) == "Un'altra cosa");
}

TEST_CASE("look: a ticket and a message as they stand") {
  SendingOffice desk;
  const auto ticket = desk.citizen_writes();
  const auto result = reply(*desk.office, request_for(ticket));
  const auto view = find_outgoing(*desk.office, result.queued);
  CHECK(view.message.number == result.queued.number);
  CHECK(view.message.text == "Buongiorno, domani.");
  CHECK(view.message.status == D::queued);
  CHECK(view.ticket.id == ticket);
  CHECK(find_message(*desk.office, {ticket, 1}).message.direction == Direction::in);
  CHECK_FAULT(find_outgoing(*desk.office, {ticket, 1}), Fault::not_found);
  CHECK_FAULT(find_message(*desk.office, {ticket, 9}), Fault::not_found);
  CHECK(find_ticket(*desk.office, ticket).clerk == "maria");
  CHECK_FAULT(find_ticket(*desk.office, {9}), Fault::not_found);
  const std::vector<TicketId> twice = {ticket, ticket};
  CHECK(find_tickets(*desk.office, twice).size() == 2);
  CHECK_FALSE(find_channel_stop(*desk.office).has_value());
  CHECK_FALSE(has_sender(*desk.office));
}
