// Whose message may leave when: order, and how many in what time.
#include "sending_office.hpp"

using namespace urp;
using D = Delivery;

namespace {

/// What the requests said, in order.
std::string texts(const SendingOffice& desk) {
  std::string all;
  for (const auto& request : desk.net.requests()) {
    all += (all.empty() ? "" : " ") + Json::parse(request.body)["text"]["body"].get<std::string>();
  }
  return all;
}

}  // namespace

TEST_CASE("order: a person's messages leave in the order of acceptance, one at a time") {
  SendingOffice desk;
  const auto ticket = desk.citizen_writes();
  desk.answer(ticket, "uno");
  desk.answer(ticket, "due");
  desk.answer(ticket, "tre");
  desk.net.expect_held("POST", "/messages");
  desk.work();
  CHECK(texts(desk) == "uno");  // while one is sending, the next waits
  desk.net.release(accepted("wamid.1"));
  desk.net.expect_send(accepted("wamid.2"));
  desk.net.expect_send(accepted("wamid.3"));
  desk.work();
  CHECK(texts(desk) == "uno due tre");
}

TEST_CASE("order: an earlier message that rests holds back the later one of the same person alone") {
  SendingOffice desk;
  const auto ticket = desk.citizen_writes();
  const auto first = desk.answer(ticket, "uno");
  desk.answer(ticket, "due");
  desk.send_with(not_sent());
  CHECK(desk.state(first) == D::queued);
  CHECK(desk.work().sent == 0);
  const auto other = desk.queued("393330000103");
  CHECK(desk.send_with(accepted("wamid.other")).sent == 1);
  CHECK(desk.state(other) == D::sent);
  desk.pass_real(std::chrono::seconds(1));
  desk.net.expect_send(accepted("wamid.1"));
  desk.net.expect_send(accepted("wamid.2"));
  CHECK(desk.work().sent == 2);
}

TEST_CASE("order: uncertain, parked, failed and cancelled ones hold back nobody") {
  SendingOffice desk;
  const auto ticket = desk.citizen_writes();
  const auto uncertain = desk.answer(ticket, "incerto");
  desk.send_with(lost());
  const auto failed = desk.answer(ticket, "respinto");
  desk.send_with(refused(400, 131026));
  const auto cancelled = desk.answer(ticket, "ritirato");
  cancel_message(*desk.office, cancelled);
  const auto parked = desk.answer(ticket, "sospeso");
  desk.office.run("UPDATE message SET status = 'parked' WHERE text = 'sospeso'");
  const auto last = desk.answer(ticket, "ultimo");
  CHECK(desk.send_with(accepted("wamid.last")).sent == 1);
  CHECK(desk.state(last) == D::sent);
  CHECK(desk.state(uncertain) == D::uncertain);
  CHECK(desk.state(failed) == D::failed);
  CHECK(desk.state(parked) == D::parked);
}

TEST_CASE("order: urgent notices first, then who was accepted first") {
  SendingOffice desk;
  desk.queued("393330000101");
  desk.queued("393330000102");
  desk.queued("393330000103");
  desk.office.run("UPDATE outbox SET rank = 2 WHERE message = (SELECT min(message) FROM outbox)");
  desk.office.run("UPDATE outbox SET rank = 0 WHERE message = (SELECT max(message) FROM outbox)");
  for (int i = 0; i < 3; ++i) desk.net.expect_send(accepted("wamid." + std::to_string(i)));
  desk.work();
  std::string to;
  for (const auto& request : desk.net.requests()) {
    to += Json::parse(request.body)["to"].get<std::string>().back();
  }
  CHECK(to == "321");
}

TEST_CASE("order: a clerk's command sends what was there when it began, and nothing of later") {
  SendingOffice desk;
  const auto own = desk.queued("393330000101"), colleagues = desk.queued("393330000102");
  desk.sender.serve_clerk();
  desk.net.expect_held("POST", "/messages");
  desk.net.expect_held("POST", "/messages");
  desk.work();
  const auto later = desk.queued("393330000103");
  desk.work();  // an answer hangs, and still nothing is begun
  desk.net.release(accepted("wamid.1"));
  desk.net.release(accepted("wamid.2"));
  CHECK(desk.work().sent == 2);
  CHECK(desk.state(own) == D::sent);
  CHECK(desk.state(colleagues) == D::sent);
  CHECK(desk.state(later) == D::queued);

  work::Sender next((*desk.office).local(), desk.wire, desk.gate, desk.notices, desk.uploads);
  next.serve_clerk();
  desk.net.expect_held("POST", "/messages");
  PassResult result;
  CHECK(next.start_due(result));
  desk.net.forget();
}

TEST_CASE("pace: a number starts [notice] rate messages a second and no more, by the real clock") {
  auto settings = sending_settings();
  settings.notice.rate = 3;
  SendingOffice desk(settings);
  for (int i = 0; i < 5; ++i) desk.queued("39333000010" + std::to_string(i));
  desk.round_takes = {};
  for (int wamid = 0; wamid < 5; ++wamid) {
    desk.net.expect_send(accepted("wamid." + std::to_string(wamid)));
    CHECK(desk.work().sent == 1);
    desk.pass_office(std::chrono::minutes(1));  // does not help
    desk.pass_steady(std::chrono::milliseconds(300));
    CHECK(desk.work().sent == 0);
    desk.pass_steady(std::chrono::milliseconds(40));
  }
}

TEST_CASE("pace: a person gets five in half a minute, the sixth waits; others do not") {
  SendingOffice desk;
  const auto ticket = desk.citizen_writes();
  std::vector<MessageRef> answers;
  for (int i = 0; i < 6; ++i) answers.push_back(desk.answer(ticket, "n. " + std::to_string(i)));
  const auto other = desk.queued("393330000103");
  for (int i = 0; i < 6; ++i) desk.net.expect_send(accepted("wamid." + std::to_string(i)));
  CHECK(desk.work().sent == 6);
  CHECK(desk.state(answers[4]) == D::sent);
  CHECK(desk.state(answers[5]) == D::queued);
  CHECK(desk.state(other) == D::sent);
  desk.pass_real(std::chrono::seconds(30));
  CHECK(desk.work().sent == 0);
  desk.pass_real(std::chrono::seconds(1));
  CHECK(desk.send_with(accepted("wamid.sixth")).sent == 1);
}

TEST_CASE("pace: no more are under way at once than half a second brings, or eight") {
  auto settings = sending_settings();
  settings.notice.rate = 16;
  SendingOffice desk(settings);
  for (int i = 0; i < 10; ++i) desk.queued("39333000010" + std::to_string(i));
  for (int i = 0; i < 8; ++i) desk.net.expect_held("POST", "/messages");
  desk.work();
  CHECK(desk.net.under_way() == 8);
  for (int i = 0; i < 8; ++i) desk.net.release(accepted("wamid." + std::to_string(i)));
  desk.net.expect_send(accepted("wamid.8"));
  desk.net.expect_send(accepted("wamid.9"));
  CHECK(desk.work().sent == 10);
}
