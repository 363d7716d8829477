// When the whole number may not send: what stops it, what starts it again.
#include "sending_office.hpp"

using namespace urp;
using D = Delivery;

namespace {

constexpr const char* health = "106540352242922?fields=";

RequestOutcome well() {
  return answered(200, R"({"id":"106540352242922","display_phone_number":"+39 070 000000"})");
}

}  // namespace

TEST_CASE("channel: each stop code queues the message again, stops the number and nothing else is claimed") {
  const std::pair<int, int> codes[] = {{0, 0},      {104, 0},    {190, 463},  {3, 0},      {10, 0},
                                       {200, 0},    {250, 0},    {299, 0},    {33, 0},     {100, 33},
                                       {368, 0},    {131005, 0}, {131031, 0}, {131037, 0}, {131042, 0},
                                       {131045, 0}, {131048, 0}, {133010, 0}};
  for (const auto& pair : codes) {
    const int code = pair.first, subcode = pair.second;
    INFO("code " << code << "/" << subcode);
    SendingOffice desk;
    const auto ref = desk.queued();
    const auto result = desk.send_with(refused(code == 190 ? 401 : 403, code, subcode));
    CHECK(result.stopped);
    CHECK(result.failed == 0);
    CHECK(desk.state(ref) == D::queued);
    CHECK(desk.outcomes(ref) == "refused");
    CHECK(desk.channel().stopped_since == desk.office.now());
    CHECK(desk.channel().code == code);
    const auto other = desk.queued("393330000103");
    CHECK(desk.work().stopped);
    CHECK(desk.state(other) == D::queued);
    CHECK(desk.outcomes(other) == "");
    CHECK(desk.office.ask("SELECT count(*) FROM event WHERE verb = 'channel_stop'") == 1);
  }
}

TEST_CASE("channel: a new token starts it again, at once") {
  SendingOffice desk;
  const auto ref = desk.queued();
  desk.send_with(refused(401, 190, 463));
  CHECK(desk.work().stopped);
  (*desk.office).local().options.secrets.token = "other-token";
  desk.pass_real(std::chrono::seconds(1));
  desk.net.expect_send(accepted("wamid.A"), [](const OutgoingRequest& request) {
    CHECK(request.headers.front().second == "Bearer other-token");
  });
  CHECK(desk.work().sent == 1);
  CHECK(desk.state(ref) == D::sent);
  CHECK_FALSE(desk.channel().stopped_since.has_value());
  CHECK(desk.office.ask("SELECT count(*) FROM event WHERE verb = 'channel_start'") == 1);
}

TEST_CASE("channel: it is probed by asking for the number: after 60 s, then slower, never by sending") {
  SendingOffice desk;
  const auto ref = desk.queued();
  desk.send_with(refused(401, 190));
  for (const int pause : {60, 60, 120, 240, 480, 900, 900}) {
    INFO("pause " << pause);
    desk.pass_real(std::chrono::seconds(pause - 1));
    CHECK(desk.work().stopped);  // a request would fail the test
    desk.pass_real(std::chrono::seconds(1));
    desk.net.expect("GET", health, refused(401, 190));
    CHECK(desk.work().stopped);
    CHECK(desk.state(ref) == D::queued);
  }
  desk.pass_real(std::chrono::seconds(900));
  desk.net.expect("GET", health, well());
  desk.net.expect_send(accepted("wamid.A"));
  CHECK(desk.work().sent == 1);
  CHECK(desk.state(ref) == D::sent);
}

TEST_CASE("channel: a probe that is lost or no JSON starts nothing") {
  SendingOffice desk;
  desk.queued();
  desk.send_with(refused(400, 131031));
  const RequestOutcome outcomes[] = {lost(), not_sent(), answered(500, "<html>"), refused(400, 2)};
  for (const auto& outcome : outcomes) {
    desk.pass_real(std::chrono::hours(1));
    desk.net.expect("GET", health, outcome);
    CHECK(desk.work().stopped);
  }
}

TEST_CASE(
    "channel: a stopped one is probed also when nothing is queued, and a probe under way is not doubled") {
  SendingOffice desk;
  const auto ref = desk.queued();
  desk.send_with(refused(401, 190));
  cancel_message(*desk.office, ref);
  desk.pass_real(std::chrono::minutes(2));
  desk.net.expect_held("GET", health);
  desk.work();
  desk.pass_real(std::chrono::minutes(30));
  desk.work();
  CHECK(desk.net.under_way() == 1);
  desk.net.release(well());
  CHECK_FALSE(desk.work().stopped);
  CHECK_FALSE(desk.channel().stopped_since.has_value());
}

TEST_CASE("channel: a token that cannot be read stops it, and it starts when it can be read") {
  SendingOffice desk;
  (*desk.office).local().options.secrets.token.reset();
  const auto ref = desk.queued();
  CHECK(desk.work().stopped);
  CHECK(desk.state(ref) == D::queued);
  CHECK(desk.channel().reason.find("token_file") != std::string::npos);
  desk.pass_real(std::chrono::hours(1));
  CHECK(desk.work().stopped);  // nothing to ask with
  (*desk.office).local().options.secrets.token = "test-token";
  desk.pass_real(std::chrono::seconds(1));
  CHECK(desk.send_with(accepted("wamid.A")).sent == 1);
}

TEST_CASE("channel: several in flight meet the same wall: all are queued again, one alarm") {
  SendingOffice desk;
  const auto a = desk.queued("393330000101"), b = desk.queued("393330000102"),
             c = desk.queued("393330000103");
  for (int i = 0; i < 3; ++i) desk.net.expect_held("POST", "/messages");
  desk.work();
  REQUIRE(desk.net.under_way() == 3);
  desk.net.release(refused(401, 190));
  desk.work();
  desk.net.release(refused(401, 190));
  desk.net.release(accepted("wamid.C"));  // this one was quicker than the wall
  CHECK(desk.work().sent == 1);
  CHECK(desk.state(a) == D::queued);
  CHECK(desk.state(b) == D::queued);
  CHECK(desk.state(c) == D::sent);
  CHECK(desk.office.ask("SELECT count(*) FROM event WHERE verb = 'channel_stop'") == 1);
}

TEST_CASE("channel: refused with the token of before while a new one is there: it goes on with the new one") {
  SendingOffice desk;
  const auto ref = desk.queued();
  desk.net.expect_held("POST", "/messages");
  desk.work();
  (*desk.office).local().options.secrets.token = "other-token";
  desk.pass_real(std::chrono::seconds(1));
  desk.net.release(refused(401, 190));
  desk.net.expect_send(accepted("wamid.A"));
  CHECK(desk.work().sent == 1);
  CHECK(desk.state(ref) == D::sent);
  CHECK(desk.outcomes(ref) == "refused accepted");
}

TEST_CASE("channel: an alarm that is raised again begins its probes anew") {
  SendingOffice desk;
  desk.queued();
  desk.send_with(refused(401, 190));
  desk.pass_real(std::chrono::seconds(60));
  desk.net.expect("GET", health, well());
  desk.net.expect_send(refused(400, 131042));
  desk.work();
  CHECK(desk.channel().code == 131042);
  CHECK(desk.channel().next_probe == desk.real_now() + std::chrono::seconds(60));
}
