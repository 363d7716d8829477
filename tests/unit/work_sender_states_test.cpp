// The rows of the outbox state machine that the sender walks, each under its own name.
#include <sqlite3.h>

#include "sending_office.hpp"

using namespace urp;
using D = Delivery;

TEST_CASE("sender: the claim is committed before the first byte, and its token goes out") {
  SendingOffice desk;
  const auto ref = desk.queued();
  desk.net.expect_send(accepted("wamid.A"), [&](const OutgoingRequest& request) {
    CHECK(sqlite3_get_autocommit(desk.office.store().handle()) == 1);  // no transaction is open: committed
    CHECK(desk.state(ref) == D::sending);
    REQUIRE(desk.attempts(ref).size() == 1);
    const auto attempt = desk.attempts(ref).front();
    CHECK(attempt.outcome == "open");
    CHECK(attempt.claimed_at == desk.real_now());
    CHECK(attempt.at == desk.office.now());
    CHECK(attempt.token.size() == 32);
    const auto sent = Json::parse(request.body);
    CHECK(sent["biz_opaque_callback_data"] == attempt.token);
    CHECK(sent["to"] == "+393330000102");
    CHECK(sent["text"]["body"] == "Buongiorno, domani.");
    CHECK(request.url == "https://graph.facebook.com/v26.0/106540352242922/messages");
    CHECK(request.headers.front() ==
          std::pair<std::string, std::string>("Authorization", "Bearer test-token"));
  });
  const auto result = desk.work();
  CHECK(result.sent == 1);
  CHECK(desk.state(ref) == D::sent);
}

TEST_CASE("sender: 200 with a wamid: sent, and the attempt is accepted") {
  SendingOffice desk;
  const auto ref = desk.queued();
  CHECK(desk.send_with(accepted("wamid.A")).sent == 1);
  CHECK(desk.state(ref) == D::sent);
  CHECK(desk.outcomes(ref) == "accepted");
  CHECK(desk.attempts(ref).front().wamid == "wamid.A");
  CHECK(desk.office.ask("SELECT count(*) FROM message WHERE wamid = 'wamid.A'") == 1);
  CHECK(desk.work().sent == 0);
}

TEST_CASE("sender: no byte left: queued, and again after 1, 2, 4 ... 300 s by the real clock") {
  SendingOffice desk;
  const auto ref = desk.queued();
  for (const int pause : {1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300}) {
    CHECK(desk.send_with(not_sent()).postponed == 1);
    CHECK(desk.state(ref) == D::queued);
    CHECK(desk.row(ref).not_before == desk.real_now() + std::chrono::seconds(pause));
    desk.pass_office(std::chrono::hours(1));  // the office clock changes nothing about it
    desk.office.run("UPDATE service_window SET last_inbound_at = " +
                    std::to_string(desk.office.now().time_since_epoch().count()));
    desk.pass_real(std::chrono::seconds(pause - 1));
    CHECK(desk.work().sent == 0);  // an unexpected request would fail the test
    desk.pass_real(std::chrono::seconds(1));
  }
  CHECK(desk.send_with(accepted("wamid.A")).sent == 1);
  CHECK(desk.outcomes(ref) ==
        "not_sent not_sent not_sent not_sent not_sent not_sent not_sent not_sent not_sent "
        "not_sent not_sent accepted");
}

TEST_CASE("sender: a code that surely was not taken: queued, and the whole number rests") {
  for (const int code : {4, 17, 80007, 130429, 131057, 2494100}) {
    INFO("code " << code);
    SendingOffice desk;
    const auto ref = desk.queued();
    const auto other = desk.queued("393330000103");
    desk.office.run(
        "UPDATE outbox SET not_before = not_before + 1 WHERE message = (SELECT max(message) FROM outbox)");
    CHECK(desk.send_with(refused(400, code)).postponed == 1);
    CHECK(desk.state(ref) == D::queued);
    CHECK(desk.outcomes(ref) == "refused");
    CHECK(desk.attempts(ref).front().code == code);
    CHECK(desk.channel().hold_until == desk.real_now() + std::chrono::seconds(1));
    CHECK_FALSE(desk.channel().stopped_since.has_value());
    CHECK(desk.work().sent == 0);
    desk.pass_real(std::chrono::seconds(1));
    desk.net.expect_send(accepted("wamid.A"));
    desk.net.expect_send(accepted("wamid.B"));
    CHECK(desk.work().sent == 2);
    CHECK(desk.state(ref) == D::sent);
    CHECK(desk.state(other) == D::sent);
  }
}

TEST_CASE("sender: while the number rests nobody's message leaves; Retry-After is obeyed") {
  SendingOffice desk;
  const auto ref = desk.queued();
  auto outcome = refused(429, 130429);
  outcome.answer.headers["retry-after"] = "40";
  desk.send_with(outcome);
  const auto other = desk.queued("393330000103");
  desk.pass_real(std::chrono::seconds(39));
  CHECK(desk.work().sent == 0);
  CHECK(desk.state(other) == D::queued);
  desk.pass_real(std::chrono::seconds(1));
  desk.net.expect_send(accepted("wamid.A"));
  desk.net.expect_send(accepted("wamid.B"));
  CHECK(desk.work().sent == 2);
  CHECK(desk.state(ref) == D::sent);
}

TEST_CASE("sender: too many to one person: only this person rests, 4^n seconds, until one gets through") {
  SendingOffice desk;
  const auto ref = desk.queued();
  for (const int rest : {1, 4, 16, 64, 256, 1024, 1024}) {
    INFO("rest " << rest);
    desk.pass_real(std::chrono::seconds(30));  // clear of our own pace
    CHECK(desk.send_with(refused(400, 131056)).postponed == 1);
    CHECK(desk.state(ref) == D::queued);
    desk.pass_real(std::chrono::seconds(rest - 1));
    CHECK(desk.work().postponed == 0);
    desk.pass_real(std::chrono::seconds(1));
  }
  CHECK(desk.send_with(accepted("wamid.A")).sent == 1);
  CHECK(desk.office.ask("SELECT count(*) FROM person_hold") == 0);

  SendingOffice two;
  const auto resting = two.queued();
  two.send_with(refused(400, 131056));
  const auto other = two.queued("393330000103");
  CHECK(two.send_with(accepted("wamid.B")).sent == 1);
  CHECK(two.state(other) == D::sent);
  CHECK(two.state(resting) == D::queued);
}

TEST_CASE("sender: any other code in a JSON 4xx fails the message for good, unknown ones too") {
  for (const int code : {100, 131008, 131026, 131049, 131051, 132001, 999999}) {
    INFO("code " << code);
    SendingOffice desk;
    const auto ticket = desk.citizen_writes();
    const auto since = desk.waiting_since(ticket);
    desk.pass_office(std::chrono::minutes(10));
    const auto ref = desk.answer(ticket);
    CHECK(desk.ticket_state(ticket) == "waiting");
    CHECK(desk.send_with(refused(400, code)).failed == 1);
    CHECK(desk.state(ref) == D::failed);
    CHECK_FALSE(desk.row(ref).final);
    CHECK(desk.row(ref).error->code == code);
    CHECK(desk.outcomes(ref) == "refused");
    CHECK(desk.ticket_state(ticket) == "open");  // no answer arrived: the turn is the office's, since before
    CHECK(desk.waiting_since(ticket) == since);
    CHECK(desk.work().sent == 0);
  }
}

TEST_CASE("sender: 131047 fails the message and closes the window; the citizen's next message opens it") {
  SendingOffice desk;
  const auto ref = desk.queued();
  desk.pass_office(std::chrono::minutes(5));
  CHECK(desk.send_with(refused(400, 131047)).failed == 1);
  CHECK(desk.state(ref) == D::failed);
  ReplyRequest again;
  again.ticket = ref.ticket;
  again.text = "Riprovo";
  CHECK_FAULT(reply(*desk.office, again), Fault::window_closed);
  desk.pass_office(std::chrono::minutes(5));
  desk.citizen_writes();
  CHECK(reply(*desk.office, again).status == D::queued);
  desk.send_with(accepted("wamid.A"));
}

TEST_CASE("sender: whatever may have gone out is uncertain, and never sent again by itself") {
  const std::pair<const char*, RequestOutcome> cases[] = {
      {"no whole answer", lost()},
      {"HTML 500", answered(500, "<html>Sorry</html>")},
      {"HTML 502", answered(502, "<html>")},
      {"half JSON", answered(200, R"({"messaging_product":"whatsapp","mess)")},
      {"empty 200", answered(200, "")},
      {"200 without wamid", answered(200, R"({"messages":[]})")},
      {"200 with an empty wamid", accepted("")},
      {"code 1", refused(400, 1)},
      {"code 2", refused(503, 2)},
      {"code 131000", refused(500, 131000)},
      {"code 131016", refused(500, 131016)},
      {"transient", refused(400, 777, 0, R"(,"is_transient":true)")},
      {"unknown code in a 5xx", refused(500, 777)},
      {"5xx JSON without an error", answered(503, "{}")},
      {"HTML 404", answered(404, "<html>")},
      {"redirect", answered(302, "")},
  };
  for (const auto& one : cases) {
    const auto& outcome = one.second;
    INFO(one.first);
    SendingOffice desk;
    const auto ref = desk.queued();
    CHECK(desk.send_with(outcome).uncertain == 1);
    CHECK(desk.state(ref) == D::uncertain);
    CHECK(desk.outcomes(ref) == "lost");
    CHECK(desk.ticket_state(ref.ticket) == "waiting");  // perhaps it arrived
    desk.pass_real(std::chrono::hours(24));
    CHECK(desk.work().sent == 0);
  }
}

TEST_CASE("sender: found sending by whoever takes the lock: uncertain, and its open attempt is lost") {
  SendingOffice desk;
  const auto ref = desk.queued();
  desk.net.expect_held("POST", "/messages");
  desk.work();
  CHECK(desk.state(ref) == D::sending);
  desk.net.forget();  // killed here

  work::Sender next((*desk.office).local(), desk.wire, desk.gate, desk.notices, desk.uploads);
  PassResult result;
  next.recover(result);
  CHECK(result.uncertain == 1);
  CHECK(desk.state(ref) == D::uncertain);
  CHECK(desk.outcomes(ref) == "lost");
  CHECK_FALSE(next.start_due(result));
}

TEST_CASE("sender: recovering touches no attempt that had ended, and no other row") {
  SendingOffice desk;
  const auto first = desk.queued();
  desk.send_with(not_sent());
  desk.pass_real(std::chrono::seconds(1));
  desk.net.expect_held("POST", "/messages");
  desk.work();
  const auto second = desk.queued("393330000103");
  desk.net.forget();
  PassResult result;
  desk.sender.recover(result);
  CHECK(desk.outcomes(first) == "not_sent lost");
  CHECK(desk.state(second) == D::queued);
  desk.sender.recover(result);
  CHECK(result.uncertain == 1);
}

TEST_CASE("sender: an attempt without an answer is ended too when a status has moved its row on") {
  SendingOffice desk;
  const auto ref = desk.queued();
  desk.net.expect_held("POST", "/messages");
  desk.work();
  desk.net.forget();
  desk.status("wamid.A", "delivered", desk.attempts(ref).front().token);
  PassResult result;
  desk.sender.recover(result);
  CHECK(result.uncertain == 0);
  CHECK(desk.state(ref) == D::delivered);
  CHECK(desk.outcomes(ref) == "lost");
}

TEST_CASE("sender: the window closed before the claim: a clerk's answer is parked, without a request") {
  SendingOffice desk;
  const auto ref = desk.queued();
  desk.pass_office(std::chrono::hours(24));
  CHECK(desk.work().parked == 1);
  CHECK(desk.state(ref) == D::parked);
  CHECK(desk.outcomes(ref) == "");
  CHECK(desk.net.requests().empty());
}

TEST_CASE("sender: the window closed before the claim: an automatic message failed") {
  SendingOffice desk;
  const auto ref = desk.queued();
  desk.office.run("UPDATE message SET automatic = 1, clerk = NULL WHERE direction = 'out'");
  desk.pass_office(std::chrono::hours(24));
  CHECK(desk.work().failed == 1);
  CHECK(desk.state(ref) == D::failed);
  CHECK(desk.row(ref).error->message == "window_closed");
}

TEST_CASE("sender: one second before the window closes the answer still leaves") {
  SendingOffice desk;
  const auto ref = desk.queued();
  desk.pass_office(std::chrono::hours(24) - std::chrono::seconds(1));
  CHECK(desk.send_with(accepted("wamid.A")).sent == 1);
  CHECK(desk.state(ref) == D::sent);
}

TEST_CASE("sender: parked leaves when the citizen writes, in that message's transaction") {
  SendingOffice desk;
  const auto ref = desk.queued();
  desk.pass_office(std::chrono::hours(25));
  desk.work();
  REQUIRE(desk.state(ref) == D::parked);
  desk.citizen_writes();
  CHECK(desk.state(ref) == D::queued);
  CHECK(desk.send_with(accepted("wamid.A")).sent == 1);
}

TEST_CASE("sender: another person's message releases nothing, nor does one that is older than a day") {
  SendingOffice desk;
  const auto ref = desk.queued();
  desk.pass_office(std::chrono::hours(25));
  desk.work();
  desk.citizen_writes("393330000103");
  CHECK(desk.state(ref) == D::parked);
  const auto old = desk.office.now() - std::chrono::hours(24);
  desk.door.take(body({change(Json::array({text_message("wamid.late", "in ritardo", old)}))}));
  CHECK(desk.state(ref) == D::parked);
}

TEST_CASE("sender: an automatic message that cannot leave fails after a day, a clerk's answer waits on") {
  for (const bool automatic : {true, false}) {
    for (const auto& outcome : {not_sent(), refused(429, 130429), refused(400, 131056)}) {
      SendingOffice desk;
      const auto ref = desk.queued();
      if (automatic)
        desk.office.run("UPDATE message SET automatic = 1, clerk = NULL WHERE direction = 'out'");
      desk.pass_real(std::chrono::hours(24) + std::chrono::seconds(1));
      desk.send_with(outcome);
      CHECK(desk.state(ref) == (automatic ? D::failed : D::queued));
      if (automatic) CHECK(desk.row(ref).error->message == "unreachable");
    }
  }
}

TEST_CASE("sender: an answer whose wamid is another message's takes no other answer with it") {
  SendingOffice desk;
  const auto first = desk.queued("393330000102"), second = desk.queued("393330000103"),
             third = desk.queued("393330000104");
  for (int i = 0; i < 3; ++i) desk.net.expect_held("POST", "/messages");
  desk.work();
  desk.net.release(accepted("wamid.same"));
  desk.net.release(accepted("wamid.same"));
  desk.net.release(accepted("wamid.other"));
  const auto result = desk.work();
  CHECK(result.sent == 2);
  CHECK(result.uncertain == 1);
  CHECK(desk.state(first) == D::sent);
  CHECK(desk.state(second) == D::uncertain);
  CHECK(desk.state(third) == D::sent);
}

TEST_CASE("sender: nearing the allowance of calls slows down, and using it up makes the number rest") {
  const auto told = [](int percent) {
    auto outcome = accepted("wamid.1");
    outcome.answer.headers["x-business-use-case-usage"] =
        R"({"102":[{"call_count":)" + std::to_string(percent) + "}]}";
    return outcome;
  };
  const std::pair<int, std::chrono::seconds> rests[] = {
      {79, std::chrono::seconds(0)}, {80, std::chrono::seconds(1)}, {100, std::chrono::seconds(60)}};
  for (const auto& [percent, rest] : rests) {
    CAPTURE(percent);
    SendingOffice desk;
    desk.queued();
    desk.send_with(told(percent));
    CHECK(desk.channel().hold_until == (rest.count() == 0 ? TimePoint() : desk.real_now() + rest));
    desk.queued("393330000103");
    if (rest.count() > 0) {
      CHECK(desk.work().sent == 0);
      desk.pass_real(rest);
    }
    CHECK(desk.send_with(accepted("wamid.2")).sent == 1);
  }
}

TEST_CASE("sender: what was taken back in time is not claimed") {
  SendingOffice desk;
  const auto ref = desk.queued();
  cancel_message(*desk.office, ref);
  CHECK(desk.work().sent == 0);
  CHECK(desk.state(ref) == D::cancelled);
}

TEST_CASE("sender: a quoted message is named, and a hold is waited for") {
  SendingOffice desk;
  ReplyRequest request;
  request.ticket = desk.citizen_writes();
  request.text = "A questo rispondo";
  request.quote = 1;
  request.hold = Seconds(5);
  const auto ref = reply(*desk.office, request).queued;
  desk.pass_real(std::chrono::seconds(4));
  CHECK(desk.work().sent == 0);
  desk.pass_real(std::chrono::seconds(1));
  desk.net.expect_send(accepted("wamid.A"), [](const OutgoingRequest& sent) {
    CHECK(Json::parse(sent.body)["context"]["message_id"] == "wamid.in1");
  });
  desk.work();
  CHECK(desk.state(ref) == D::sent);
}
