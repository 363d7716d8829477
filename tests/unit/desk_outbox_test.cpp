// What may still be done about an answer: taken back, settled, sent again, listed.
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

}  // namespace

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
