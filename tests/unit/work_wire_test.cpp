// The line to WhatsApp: whose clock the token is read by, and that nobody is told what it is.
#include <fstream>

#include "domain/hide.hpp"
#include "scratch.hpp"
#include "sending_office.hpp"
#include "work/clock_watch.hpp"

using namespace urp;
using namespace std::chrono_literals;

TEST_CASE("wire: a token that WhatsApp quotes back is hidden by its value") {
  SendingOffice desk;
  (*desk.office).local().options.secrets.token = "a token like no other";
  const auto ref = desk.queued();
  desk.send_with(
      refused(400, 131009, 0,
              R"(,"error_data":{"details":"Malformed: a token like no other, a token like no other"})"));
  const auto error = desk.row(ref).error;
  REQUIRE(error.has_value());
  CHECK(error->message == "Malformed: (token), (token)");
  auto outcome = answered(200, "x a token like no other", {{"x", "a token like no other"}});
  outcome.why = "a token like no other";
  work::hide_token(outcome, "a token like no other");
  CHECK(outcome.answer.body == "x (token)");
  CHECK(outcome.answer.headers.at("x") == "(token)");
  CHECK(outcome.why == "(token)");
}

TEST_CASE("wire: a secret is hidden however it is written") {
  const std::string secret = "12/34|ab+c";
  for (const std::string& quoted : {secret, std::string("12%2F34%7Cab%2Bc"), std::string("12\\/34|ab+c"),
                                    std::string("MTIvMzR8YWIrYw==")}) {
    std::string text = "bad: " + quoted + ", " + quoted + ".";
    hide_secret(text, secret, "(x)");
    CHECK(text == "bad: (x), (x).");
  }
  std::string text = "as it was";
  hide_secret(text, "", "(x)");
  CHECK(text == "as it was");
}

TEST_CASE("wire: a new token is found although the machine's clock was ahead and was put right") {
  Scratch scratch;
  const auto file = scratch.path() / "token";
  const auto write = [&](const char* token) {
    std::ofstream(file) << token;
    std::filesystem::permissions(file, std::filesystem::perms(0600));
  };
  write("one");
  auto settings = sending_settings();
  settings.whatsapp.token_file = file.string();
  SendingOffice desk(settings);
  (*desk.office).local().options.secrets.token.reset();
  CHECK(desk.wire.token() == "one");
  write("two");
  desk.pass_steady(500ms);
  CHECK(desk.wire.token() == "one");
  desk.turn_clock_back(24h);
  desk.pass_steady(500ms);
  CHECK(desk.wire.token() == "two");
}

TEST_CASE("wire: a request counts as under way until its outcome is there") {
  SendingOffice desk;
  desk.net.expect("GET", "/106540352242922", refused(401, 190));
  desk.wire.start(desk.wire.client().number_health());
  CHECK(desk.wire.under_way() == 1);
  CHECK(desk.wire.poll(0ms).size() == 1);
  CHECK(desk.wire.under_way() == 0);
}

TEST_CASE("clock watch: a jump of more than five minutes, until it is back, or stays for an hour") {
  work::ClockWatch watch;
  const TimePoint wall = utc(2027, 3, 1, 8);
  const work::ClockWatch::Steady steady{1h};
  CHECK_FALSE(watch.has_jumped(wall, steady));
  CHECK_FALSE(watch.has_jumped(wall + 10h, steady + 10h));
  CHECK_FALSE(watch.has_jumped(wall + 10h + 5min, steady + 10h));
  CHECK(watch.has_jumped(wall + 10h + 6min, steady + 10h));
  CHECK(watch.jump() == 6min);
  CHECK(watch.has_jumped(wall + 9h, steady + 10h));  // the other way
  CHECK_FALSE(watch.has_jumped(wall + 10h, steady + 10h));
  CHECK(watch.has_jumped(wall + 20h, steady + 10h));
  CHECK(watch.has_jumped(wall + 20h + 59min, steady + 10h + 59min));
  CHECK_FALSE(watch.has_jumped(wall + 21h, steady + 11h));  // it was meant
  CHECK_FALSE(watch.has_jumped(wall + 22h, steady + 12h));
}
