// Statuses of the provider against the answers of our own requests: in every order, for every attempt.
#include <algorithm>
#include <array>

#include "db/audit.hpp"
#include "sending_office.hpp"

using namespace urp;
using D = Delivery;

namespace {

/// An answer under way: its request was started and has no outcome yet.
struct UnderWay {
  explicit UnderWay(SendingOffice& desk) : office(desk), ref(desk.queued()) {
    desk.net.expect_held("POST", "/messages");
    desk.work();
    token = desk.attempts(ref).back().token;
  }
  SendingOffice& office;
  MessageRef ref;
  std::string token;
};

std::string token_of(SendingOffice& desk, MessageRef ref, std::size_t attempt = 0) {
  REQUIRE(desk.attempts(ref).size() > attempt);
  return desk.attempts(ref)[attempt].token;
}

/// Two attempts of one answer: the first is lost, a clerk had it sent again, the second is under way.
struct SentTwice {
  explicit SentTwice(SendingOffice& desk) : ref(desk.queued()) {
    desk.send_with(lost());
    first = token_of(desk, ref, 0);
    resend_message(*desk.office, ref, std::nullopt);
    desk.net.expect_held("POST", "/messages");
    desk.work();
    second = token_of(desk, ref, 1);
  }
  MessageRef ref;
  std::string first, second;
};

}  // namespace

TEST_CASE(
    "outbox: a status by token before the answer: the row goes there, the answer completes the attempt") {
  for (const auto& one : {std::pair("sent", D::sent), {"delivered", D::delivered}, {"read", D::read}}) {
    const char* name = one.first;
    const auto state = one.second;
    INFO(name);
    SendingOffice desk;
    const UnderWay message(desk);
    desk.status("wamid.A", name, message.token);
    CHECK(desk.state(message.ref) == state);
    CHECK(desk.outcomes(message.ref) == "open");
    desk.net.release(accepted("wamid.A"));
    desk.work();
    CHECK(desk.state(message.ref) == state);
    CHECK(desk.outcomes(message.ref) == "accepted");
    CHECK(desk.attempts(message.ref).front().wamid == "wamid.A");
  }
}

TEST_CASE("outbox: an answer that was lost after its status leaves the row where the status put it") {
  SendingOffice desk;
  const UnderWay message(desk);
  desk.status("wamid.A", "delivered", message.token);
  desk.net.release(lost());
  CHECK(desk.work().uncertain == 0);
  CHECK(desk.state(message.ref) == D::delivered);
  CHECK(desk.outcomes(message.ref) == "lost");
  CHECK(desk.attempts(message.ref).front().wamid == "wamid.A");
}

TEST_CASE("outbox: a status settles what is uncertain, by token alone") {
  for (const auto& [name, state] :
       {std::pair("sent", D::sent), {"delivered", D::delivered}, {"read", D::read}}) {
    SendingOffice desk;
    const auto ref = desk.queued();
    desk.send_with(lost());
    desk.status("wamid.A", name, token_of(desk, ref));
    CHECK(desk.state(ref) == state);
  }
}

TEST_CASE("outbox: sent, delivered, read in every order, each twice: read") {
  std::array<const char*, 6> names = {"delivered", "delivered", "read", "read", "sent", "sent"};
  do {
    SendingOffice desk;
    const auto ref = desk.queued();
    desk.send_with(accepted("wamid.A"));
    int best = 1;
    for (const std::string name : names) {
      desk.status("wamid.A", name, token_of(desk, ref));
      best = std::max(best, name == "read" ? 3 : name == "delivered" ? 2 : 1);
      CHECK(desk.state(ref) == (best == 3 ? D::read : best == 2 ? D::delivered : D::sent));
    }
  } while (std::next_permutation(names.begin(), names.end(),
                                 [](const std::string& a, const std::string& b) { return a < b; }));
}

TEST_CASE("outbox: played counts as read, an unknown word as nothing") {
  SendingOffice desk;
  const auto ref = desk.queued();
  desk.send_with(accepted("wamid.A"));
  desk.status("wamid.A", "in_orbit", token_of(desk, ref));
  CHECK(desk.state(ref) == D::sent);
  desk.status("wamid.A", "played", token_of(desk, ref));
  CHECK(desk.state(ref) == D::read);
}

TEST_CASE("outbox: failed after sent is final: the words are kept, the turn is the office's again") {
  SendingOffice desk;
  const auto ticket = desk.citizen_writes();
  const auto since = desk.waiting_since(ticket);
  desk.pass_office(std::chrono::minutes(3));
  const auto ref = desk.answer(ticket);
  desk.send_with(accepted("wamid.A"));
  desk.status("wamid.A", "sent", token_of(desk, ref));
  desk.status("wamid.A", "failed", token_of(desk, ref), 131026);
  CHECK(desk.state(ref) == D::failed);
  CHECK(desk.row(ref).final);
  CHECK(desk.row(ref).error->code == 131026);
  CHECK(desk.ticket_state(ticket) == "open");
  CHECK(desk.waiting_since(ticket) == since);
  desk.status("wamid.A", "sent", token_of(desk, ref));
  CHECK(desk.state(ref) == D::failed);
  desk.status("wamid.A", "failed", token_of(desk, ref));  // without details: the old ones stay
  CHECK(desk.row(ref).error->code == 131026);
}

TEST_CASE("outbox: failed, and delivered or read of the same message: it arrived, in whatever order") {
  std::array<const char*, 4> names = {"delivered", "failed", "read", "sent"};
  do {
    SendingOffice desk;
    const auto ticket = desk.citizen_writes();
    desk.pass_office(std::chrono::minutes(3));
    const auto ref = desk.answer(ticket);
    desk.send_with(accepted("wamid.A"));
    for (const std::string name : names) desk.status("wamid.A", name, "", name == "failed" ? 131026 : 0);
    CHECK(desk.state(ref) == D::read);
    CHECK_FALSE(desk.row(ref).error.has_value());
    CHECK(desk.ticket_state(ticket) == "waiting");
    CHECK(desk.office.ask("SELECT first_answered_at IS NOT NULL FROM ticket") == 1);
    const bool failed_first =
        std::string_view(names[0]) == "failed" ||
        (std::string_view(names[0]) == "sent" && std::string_view(names[1]) == "failed");
    CHECK(desk.office.ask("SELECT count(*) FROM event WHERE verb = 'arrived_after_all'") == failed_first);
  } while (std::next_permutation(names.begin(), names.end(),
                                 [](const std::string& a, const std::string& b) { return a < b; }));
}

TEST_CASE("outbox: it arrived after all, but the citizen has written again: the office's turn stays") {
  SendingOffice desk;
  const auto ticket = desk.citizen_writes();
  desk.pass_office(std::chrono::minutes(3));
  const auto ref = desk.answer(ticket);
  desk.send_with(accepted("wamid.A"));
  desk.status("wamid.A", "failed", "", 131026);
  desk.pass_office(std::chrono::minutes(3));
  desk.citizen_writes();
  desk.status("wamid.A", "delivered", "");
  CHECK(desk.state(ref) == D::delivered);
  CHECK(desk.ticket_state(ticket) == "open");
}

TEST_CASE("outbox: a reason that comes with a second failed is kept, and does what it says") {
  SendingOffice desk;
  const auto ref = desk.queued();
  desk.send_with(accepted("wamid.A"));
  desk.status("wamid.A", "failed", "");
  CHECK(desk.state(ref) == D::failed);
  CHECK_FALSE(desk.row(ref).error.has_value());
  desk.status("wamid.A", "failed", "", 131050);
  REQUIRE(desk.row(ref).error.has_value());
  CHECK(desk.row(ref).error->code == 131050);
  CHECK(desk.row(ref).refusal == RefusalKind::opted_out);
  CHECK(desk.office.ask("SELECT count(*) FROM opt_out") == 1);
  desk.status("wamid.A", "failed", "", 131026);  // the first reason stays
  CHECK(desk.row(ref).error->code == 131050);
}

TEST_CASE("outbox: what a status says counts as what an answer says: stop codes stop the channel") {
  for (const int code : {131042, 131031, 131048, 368, 190, 131037, 133010}) {
    CAPTURE(code);
    SendingOffice desk;
    const auto ref = desk.queued();
    desk.send_with(accepted("wamid.A"));
    desk.status("wamid.A", "failed", "", code);
    CHECK(desk.state(ref) == D::failed);
    CHECK(desk.office.ask("SELECT count(*) FROM channel WHERE stopped_since IS NOT NULL AND code = " +
                          std::to_string(code)) == 1);
    const auto next = desk.queued("393330000107");
    CHECK(desk.work().sent == 0);
    CHECK(desk.state(next) == D::queued);
  }
  for (const int code : {131026, 131049, 130472, 131053, 130429}) {
    CAPTURE(code);
    SendingOffice desk;
    desk.queued();
    desk.send_with(accepted("wamid.A"));
    desk.status("wamid.A", "failed", "", code);
    CHECK(desk.office.ask("SELECT count(*) FROM channel WHERE stopped_since IS NOT NULL") == 0);
  }
}

TEST_CASE("outbox: status failed while sending or uncertain: failed, also when the answer comes later") {
  SendingOffice desk;
  const UnderWay message(desk);
  desk.status("wamid.A", "failed", message.token, 131026);
  CHECK(desk.state(message.ref) == D::failed);
  desk.net.release(accepted("wamid.A"));
  desk.work();
  CHECK(desk.state(message.ref) == D::failed);
  CHECK(desk.row(message.ref).final);
  CHECK(desk.outcomes(message.ref) == "accepted");

  SendingOffice other;
  const auto ref = other.queued();
  other.send_with(lost());
  other.status("wamid.B", "failed", token_of(other, ref), 131026);
  CHECK(other.state(ref) == D::failed);
}

TEST_CASE("outbox: status failed of a message that is queued again fails it, and it never leaves") {
  SendingOffice desk;
  const auto ref = desk.queued();
  desk.send_with(not_sent());
  desk.status("wamid.A", "failed", token_of(desk, ref), 131026);
  CHECK(desk.state(ref) == D::failed);
  desk.pass_real(std::chrono::minutes(10));
  CHECK(desk.work().sent == 0);
}

TEST_CASE("outbox: failed after delivered or read changes nothing, and the turn stays the citizen's") {
  for (const char* name : {"delivered", "read"}) {
    SendingOffice desk;
    const auto ref = desk.queued();
    desk.send_with(accepted("wamid.A"));
    desk.status("wamid.A", name, token_of(desk, ref));
    const auto before = desk.state(ref);
    desk.status("wamid.A", "failed", token_of(desk, ref), 131026);
    CHECK(desk.state(ref) == before);
    CHECK_FALSE(desk.row(ref).error.has_value());
    CHECK(desk.ticket_state(ref.ticket) == "waiting");
    CHECK(desk.office.ask("SELECT count(*) FROM delivery WHERE status = 'failed'") ==
          1);  // kept all the same
  }
}

TEST_CASE("outbox: it went out after all: out of cancelled, failed (ours) and given up") {
  SendingOffice desk;
  const auto failed = desk.queued("393330000101");
  desk.send_with(refused(400, 131026));
  desk.status("wamid.F", "delivered", token_of(desk, failed));
  CHECK(desk.state(failed) == D::delivered);

  const auto given_up = desk.queued("393330000102");
  desk.send_with(lost());
  give_up_message(*desk.office, given_up);
  CHECK(desk.state(given_up) == D::failed);
  desk.status("wamid.G", "sent", token_of(desk, given_up));
  CHECK(desk.state(given_up) == D::sent);

  const auto cancelled = desk.queued("393330000103");
  desk.send_with(not_sent());
  cancel_message(*desk.office, cancelled);
  desk.status("wamid.C", "read", token_of(desk, cancelled));
  CHECK(desk.state(cancelled) == D::read);
  CHECK(desk.office.ask("SELECT count(*) FROM event WHERE verb = 'delivery'") >= 3);
}

TEST_CASE("outbox: a status of an earlier attempt raises the row; its failure is kept as an event only") {
  SendingOffice desk;
  SentTwice message(desk);
  desk.status("wamid.1", "failed", message.first, 131026);
  CHECK(desk.state(message.ref) == D::sending);  // the later one is under way
  desk.status("wamid.1b", "delivered", message.first);
  CHECK(desk.state(message.ref) == D::delivered);
  desk.net.release(lost());
  desk.work();
  CHECK(desk.state(message.ref) == D::delivered);
}

TEST_CASE("outbox: what was queued again and then told as delivered does not leave a second time") {
  SendingOffice desk;
  const auto ref = desk.queued();
  desk.send_with(lost());
  resend_message(*desk.office, ref, std::nullopt);
  CHECK(desk.state(ref) == D::queued);
  desk.status("wamid.1", "delivered", token_of(desk, ref));
  CHECK(desk.state(ref) == D::delivered);
  CHECK(desk.work().sent == 0);
}

TEST_CASE("outbox: after a resend both tokens are valid, and two accepted attempts are visible") {
  SendingOffice desk;
  SentTwice message(desk);
  CHECK(message.first != message.second);
  desk.net.release(accepted("wamid.2"));
  desk.work();
  desk.status("wamid.1", "sent", message.first);
  desk.status("wamid.2", "delivered", message.second);
  desk.status("wamid.1", "read", message.first);
  CHECK(desk.state(message.ref) == D::read);
  const auto attempts = desk.attempts(message.ref);
  REQUIRE(attempts.size() == 2);
  CHECK(attempts[0].wamid == "wamid.1");  // the provider had taken it although no answer came
  CHECK(attempts[1].wamid == "wamid.2");
}

TEST_CASE("outbox: a status without a token finds the message by the wamid of any attempt") {
  SendingOffice desk;
  const auto ref = desk.queued();
  desk.send_with(accepted("wamid.1"));
  desk.status("wamid.1", "delivered", "");
  CHECK(desk.state(ref) == D::delivered);

  const auto again = desk.queued("393330000103");
  desk.send_with(accepted("wamid.2"));
  desk.status("wamid.2", "failed", "", 131026);
  CHECK(desk.state(again) == D::failed);
  resend_message(*desk.office, again, std::nullopt);
  desk.send_with(accepted("wamid.3"));
  desk.status("wamid.2", "failed", "", 131000);  // of the earlier attempt
  CHECK(desk.state(again) == D::sent);
  desk.status("wamid.2", "delivered", "");
  CHECK(desk.state(again) == D::delivered);
  desk.status("wamid.3", "read", "");
  CHECK(desk.state(again) == D::read);
}

TEST_CASE("outbox: statuses of an unknown wamid are kept and joined when the answer names it") {
  SendingOffice desk;
  const UnderWay message(desk);
  desk.status("wamid.A", "delivered", "");
  desk.status("wamid.A", "sent", "");
  CHECK(desk.state(message.ref) == D::sending);
  CHECK(desk.office.ask("SELECT count(*) FROM delivery WHERE wamid = 'wamid.A'") == 2);
  desk.net.release(accepted("wamid.A"));
  desk.work();
  CHECK(desk.state(message.ref) == D::delivered);
}

TEST_CASE("outbox: a failure of an unknown wamid is joined too") {
  SendingOffice desk;
  const UnderWay message(desk);
  desk.status("wamid.A", "failed", "", 131026);
  desk.net.release(accepted("wamid.A"));
  desk.work();
  CHECK(desk.state(message.ref) == D::failed);
  CHECK(desk.row(message.ref).final);
  CHECK(desk.ticket_state(message.ref.ticket) == "open");
}

TEST_CASE("outbox: statuses of an unknown wamid are joined when another status names it by our token") {
  SendingOffice desk;
  const auto ref = desk.queued();
  desk.send_with(lost());
  desk.status("wamid.A", "read", "");
  CHECK(desk.state(ref) == D::uncertain);
  desk.status("wamid.A", "sent", token_of(desk, ref));
  CHECK(desk.state(ref) == D::read);
}

TEST_CASE("outbox: a status that nobody knows is kept and spoils nothing beside it") {
  SendingOffice desk;
  const auto ref = desk.queued();
  desk.send_with(accepted("wamid.A"));
  auto part = change(Json::array({text_message("wamid.new", "ancora io", desk.office.now())}));
  part["value"]["statuses"] =
      Json::array({status_entry("wamid.elsewhere", "delivered", "not-ours", desk.office.now()),
                   status_entry("wamid.A", "delivered", token_of(desk, ref), desk.office.now())});
  const auto receipt = desk.door.take(body({part}));
  CHECK(receipt.answer.status == 200);
  CHECK(receipt.unhandled == 0);
  CHECK(desk.state(ref) == D::delivered);
  CHECK(desk.office.ask("SELECT count(*) FROM message WHERE wamid = 'wamid.new'") == 1);
  CHECK(desk.office.ask("SELECT count(*) FROM delivery WHERE wamid = 'wamid.elsewhere'") == 1);
}

TEST_CASE("outbox: status failed 131047 closes the window, whichever attempt it speaks of") {
  SendingOffice desk;
  const auto ref = desk.queued();
  desk.send_with(accepted("wamid.A"));
  desk.status("wamid.A", "failed", token_of(desk, ref), 131047);
  CHECK(desk.state(ref) == D::failed);
  ReplyRequest request;
  request.ticket = ref.ticket;
  request.text = "Riprovo";
  CHECK_FAULT(reply(*desk.office, request), Fault::window_closed);
  desk.pass_office(std::chrono::minutes(1));
  desk.citizen_writes();
  CHECK(reply(*desk.office, request).status == D::queued);
}

TEST_CASE("outbox: the same status again changes nothing and writes no event") {
  SendingOffice desk;
  const auto ref = desk.queued();
  desk.send_with(accepted("wamid.A"));
  desk.status("wamid.A", "delivered", token_of(desk, ref));
  const auto events = desk.office.ask("SELECT count(*) FROM event");
  const auto revision = desk.row(ref).revision;
  desk.status("wamid.A", "delivered", token_of(desk, ref));
  CHECK(desk.office.ask("SELECT count(*) FROM event") == events);
  CHECK(desk.row(ref).revision == revision);
}

TEST_CASE("outbox: what was sent again and arrived shows no error of the time before") {
  SendingOffice desk;
  const auto ref = desk.queued();
  desk.send_with(refused(400, 131026));
  REQUIRE(desk.row(ref).error.has_value());
  resend_message(*desk.office, ref, std::nullopt);
  CHECK_FALSE(desk.row(ref).error.has_value());
  desk.send_with(accepted("wamid.A"));
  CHECK_FALSE(desk.row(ref).error.has_value());
}

TEST_CASE("outbox: the audit chain holds over everything that statuses and answers did") {
  SendingOffice desk;
  SentTwice message(desk);
  desk.status("wamid.1", "sent", message.first);
  desk.net.release(accepted("wamid.2"));
  desk.work();
  desk.status("wamid.2", "read", message.second);
  const auto db = desk.office.read();
  const auto check = db::check_chain(db);
  CHECK_FALSE(check.broken.has_value());
  CHECK(check.events > 4);
}
