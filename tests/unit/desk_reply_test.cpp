// What a clerk says, and what may still be done about it: every refusal keeps the words and writes no row.
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

TEST_CASE("cancel: takes back what is queued or parked and gives the turn back with its former wait") {
  for (const bool parked : {false, true}) {
    SendingOffice desk;
    const auto ticket = desk.citizen_writes();
    const auto since = desk.waiting_since(ticket);
    desk.pass_office(parked ? std::chrono::hours(25) : std::chrono::hours(1));
    auto request = request_for(ticket);
    request.park = parked;
    const auto ref = reply(*desk.office, request).queued;
    cancel_message(*desk.office, ref);
    CHECK(desk.state(ref) == D::cancelled);
    CHECK(desk.ticket_state(ticket) == "open");
    CHECK(desk.waiting_since(ticket) == since);
    CHECK(desk.work().sent == 0);
    CHECK_FAULT(cancel_message(*desk.office, ref), Fault::conflict);
  }
}

TEST_CASE("cancel: taking back a second answer leaves the turn with the citizen") {
  SendingOffice desk;
  const auto ticket = desk.citizen_writes();
  desk.answer(ticket, "uno");
  desk.send_with(accepted("wamid.A"));
  const auto second = desk.answer(ticket, "due");
  cancel_message(*desk.office, second);
  CHECK(desk.ticket_state(ticket) == "waiting");
}

TEST_CASE("cancel: what is sending, sent, uncertain or failed is a conflict and stays") {
  SendingOffice desk;
  const auto sent = desk.queued("393330000101");
  desk.send_with(accepted("wamid.A"));
  const auto uncertain = desk.queued("393330000102");
  desk.send_with(lost());
  const auto failed = desk.queued("393330000103");
  desk.send_with(refused(400, 131026));
  const auto sending = desk.queued("393330000104");
  desk.net.expect_held("POST", "/messages");
  desk.work();
  for (const auto& [ref, state] :
       {std::pair(sent, D::sent), {uncertain, D::uncertain}, {failed, D::failed}, {sending, D::sending}}) {
    CHECK_FAULT(cancel_message(*desk.office, ref), Fault::conflict);
    CHECK(desk.state(ref) == state);
  }
  CHECK_FAULT(cancel_message(*desk.office, MessageRef{sent.ticket, 9}), Fault::not_found);
  CHECK_FAULT(cancel_message(*desk.office, MessageRef{sent.ticket, 1}), Fault::not_found);  // the citizen's
  desk.net.release(accepted("wamid.B"));
  desk.work();
}

TEST_CASE("give-up: settles an uncertain one as failed and gives the turn back with its former wait") {
  SendingOffice desk;
  const auto ticket = desk.citizen_writes();
  const auto since = desk.waiting_since(ticket);
  desk.pass_office(std::chrono::minutes(9));
  const auto ref = desk.answer(ticket);
  CHECK_FAULT(give_up_message(*desk.office, ref), Fault::conflict);  // still queued
  desk.send_with(lost());
  give_up_message(*desk.office, ref);
  CHECK(desk.state(ref) == D::failed);
  CHECK(desk.row(ref).error->message == "given_up");
  CHECK(desk.office.ask("SELECT given_up FROM outbox") == 1);
  CHECK(desk.ticket_state(ticket) == "open");
  CHECK(desk.waiting_since(ticket) == since);
  CHECK_FAULT(give_up_message(*desk.office, ref), Fault::conflict);
}

TEST_CASE("resend: uncertain and failed ones leave again with a new token") {
  for (const bool uncertain : {true, false}) {
    SendingOffice desk;
    const auto ref = desk.queued();
    desk.send_with(uncertain ? lost() : refused(400, 131026));
    resend_message(*desk.office, ref, desk.row(ref).revision);
    CHECK(desk.state(ref) == D::queued);
    CHECK(desk.ticket_state(ref.ticket) == "waiting");
    desk.send_with(accepted("wamid.B"));
    CHECK(desk.state(ref) == D::sent);
    const auto attempts = desk.attempts(ref);
    REQUIRE(attempts.size() == 2);
    CHECK(attempts[0].token != attempts[1].token);
  }
}

TEST_CASE("resend: also what the provider failed; then a new failure is the provider's again") {
  SendingOffice desk;
  const auto ref = desk.queued();
  desk.send_with(accepted("wamid.A"));
  desk.status("wamid.A", "failed", desk.attempts(ref)[0].token, 131026);
  resend_message(*desk.office, ref, std::nullopt);
  CHECK_FALSE(desk.row(ref).final);
  desk.send_with(accepted("wamid.B"));
  desk.status("wamid.B", "delivered", desk.attempts(ref)[1].token);
  CHECK(desk.state(ref) == D::delivered);
}

TEST_CASE("resend: refused when the row changed since it was shown, in another state, out of the window") {
  SendingOffice desk;
  const auto ref = desk.queued();
  CHECK_FAULT(resend_message(*desk.office, ref, std::nullopt), Fault::conflict);
  const auto shown = desk.row(ref).revision;
  desk.send_with(lost());
  CHECK_FAULT(resend_message(*desk.office, ref, shown), Fault::conflict);
  CHECK(desk.state(ref) == D::uncertain);
  desk.pass_office(std::chrono::hours(24));
  CHECK_FAULT(resend_message(*desk.office, ref, std::nullopt), Fault::window_closed);
  CHECK_FAULT(resend_message(*desk.office, MessageRef{ref.ticket, 9}, std::nullopt), Fault::not_found);
  desk.status("wamid.A", "delivered", desk.attempts(ref)[0].token);
  CHECK_FAULT(resend_message(*desk.office, ref, std::nullopt), Fault::conflict);
}

TEST_CASE("resend: of an answer that closed its case leaves the case closed") {
  SendingOffice desk;
  auto request = request_for(desk.citizen_writes());
  request.close = true;
  const auto ref = reply(*desk.office, request).queued;
  desk.send_with(lost());
  CHECK(desk.ticket_state(request.ticket) == "closed");
  resend_message(*desk.office, ref, std::nullopt);
  CHECK(desk.ticket_state(request.ticket) == "closed");
  desk.send_with(accepted("wamid.B"));
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

TEST_CASE("outbox list: what is under way, what it says, and what stops it") {
  SendingOffice desk;
  const auto queued = desk.queued("393330000101");
  desk.send_with(not_sent());
  const auto uncertain = desk.queued("393330000102");
  desk.send_with(lost());
  auto result = list_outbox(*desk.office, {});
  REQUIRE(result.items.size() == 2);
  CHECK(result.items[0].ref == queued);
  CHECK(result.items[0].tries == 1);
  CHECK(result.items[0].not_before == desk.real_now() + std::chrono::seconds(1));
  CHECK(result.items[1].ref == uncertain);
  CHECK(result.items[1].status == D::uncertain);
  CHECK_FALSE(result.stopped_since.has_value());
  OutboxRequest only;
  only.states = {D::uncertain};
  CHECK(list_outbox(*desk.office, only).items.size() == 1);
  desk.queued("393330000103");
  desk.send_with(refused(401, 190));
  result = list_outbox(*desk.office, {});
  CHECK(result.stopped_since == desk.office.now());
  CHECK_FALSE(result.stopped_reason.empty());
}
