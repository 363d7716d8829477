#include <doctest/doctest.h>

#include "domain/notice.hpp"
#include "domain/subscription.hpp"
#include "rome.hpp"
#include "test_office.hpp"

using namespace urp;
using namespace std::chrono_literals;

namespace {

Settings::Notice quiet(std::chrono::minutes from, std::chrono::minutes to) {
  Settings::Notice settings;
  settings.quiet = OpeningHours{from, to};
  return settings;
}

}  // namespace

TEST_CASE("notice: quiet hours across midnight and within a day, at their edges") {
  const Zone zone;
  const auto night = quiet(20h, 8h);
  CHECK_FALSE(is_quiet(night, zone, utc(2026, 11, 23, 19, 59, 59)));
  CHECK(is_quiet(night, zone, utc(2026, 11, 23, 20)));
  CHECK(is_quiet(night, zone, utc(2026, 11, 24, 7, 59, 59)));
  CHECK_FALSE(is_quiet(night, zone, utc(2026, 11, 24, 8)));
  CHECK(quiet_until(night, zone, utc(2026, 11, 23, 21)) == utc(2026, 11, 24, 8));
  CHECK(quiet_until(night, zone, utc(2026, 11, 24, 3)) == utc(2026, 11, 24, 8));
  CHECK(quiet_until(night, zone, utc(2026, 11, 24, 9)) == utc(2026, 11, 24, 9));
  const auto noon = quiet(13h, 15h);
  CHECK(is_quiet(noon, zone, utc(2026, 11, 23, 14)));
  CHECK_FALSE(is_quiet(noon, zone, utc(2026, 11, 23, 15)));
  CHECK(quiet_until(noon, zone, utc(2026, 11, 23, 14)) == utc(2026, 11, 23, 15));
  CHECK_FALSE(is_quiet(Settings::Notice(), zone, utc(2026, 11, 23, 3)));
}

TEST_CASE("notice: the forecast of screens: 8,214 people, 2,000 a day, 37 used, ten hours") {
  const auto plan = forecast(143, 8071, 20, 2000, 37, Seconds(10h));
  CHECK(plan.at_rate == Seconds(411));
  CHECK(plan.in_time == 143 + 1963);
  CHECK(plan.too_late == 8071 - 1963);
  CHECK(plan.days == 5);
  const auto free = forecast(143, 500, 20, 2000, 37, std::nullopt);
  CHECK(free.too_late == 0);
  CHECK(free.days == 1);
  CHECK(forecast(143, 500, 20, 2000, 2500, std::nullopt).days == 2);  // more used than allowed now
  CHECK(forecast(1000, 0, 1, 2000, 0, Seconds(60s)).in_time == 60);   // the rate alone
  CHECK(forecast(10, 10, 20, 5, 0, Seconds(25h)).in_time == 20);      // the limit of two days
  CHECK(forecast(10, 10, 20, 5, 0, Seconds(-5s)).in_time == 0);
}

TEST_CASE("notice: the lower of two limits; none told, or none at all, leaves the office's own") {
  Settings::Notice settings;
  settings.daily = 2000;
  CHECK(daily_limit(settings, std::nullopt) == 2000);
  CHECK(daily_limit(settings, -1) == 2000);
  CHECK(daily_limit(settings, 0) == 0);  // WhatsApp lets nobody be reached
  CHECK(daily_limit(settings, 250) == 250);
  CHECK(daily_limit(settings, 100'000) == 2000);
}

TEST_CASE("notice: when failures stop it") {
  CHECK_FALSE(fails_too_often(19, 19));
  CHECK(fails_too_often(20, 20));
  CHECK(fails_too_often(20, 79));
  CHECK_FALSE(fails_too_often(20, 80));
}

TEST_CASE("notice: names that can stand in a tag and in a shell") {
  for (const char* name : {"allerta-meteo-23", "a", "2026_11.b"}) CHECK(is_notice_name(name));
  for (const char* name : {"", "-a", "Allerta", "a b", "a/b", "è", "a;b"}) CHECK_FALSE(is_notice_name(name));
  CHECK_FALSE(is_notice_name(std::string(61, 'a')));
}

TEST_CASE("notice: states and statuses have names in two languages, and back") {
  for (const auto state : {NoticeState::draft, NoticeState::scheduled, NoticeState::running,
                           NoticeState::paused, NoticeState::done, NoticeState::cancelled}) {
    CHECK(notice_state(to_name(state)) == state);
  }
  for (const auto status :
       {RecipientStatus::pending, RecipientStatus::sending, RecipientStatus::sent, RecipientStatus::delivered,
        RecipientStatus::read, RecipientStatus::failed, RecipientStatus::uncertain, RecipientStatus::skipped,
        RecipientStatus::expired, RecipientStatus::cancelled}) {
    CHECK(recipient_status(to_name(status)) == status);
  }
  CHECK(recipient_status("incerti") == RecipientStatus::uncertain);
  CHECK_FALSE(notice_state("boh"));
}

TEST_CASE("notice: sums: who read it has it delivered, and was reached") {
  const auto sums = sum_up({{RecipientStatus::read, "", 0, 3},
                            {RecipientStatus::delivered, "", 0, 4},
                            {RecipientStatus::sent, "", 0, 5},
                            {RecipientStatus::failed, "", 131026, 2},
                            {RecipientStatus::failed, "", 131049, 1},
                            {RecipientStatus::pending, "", 0, 6},
                            {RecipientStatus::sending, "", 0, 1},
                            {RecipientStatus::skipped, "blocked", 0, 7}});
  CHECK(sums.people == 29);
  CHECK(sums.reached == 12);
  CHECK(sums.delivered == 7);
  CHECK(sums.read == 3);
  CHECK(sums.failed == 3);
  CHECK(sums.left == 7);
  CHECK(sums.skipped == 7);
}

TEST_CASE("wish: a topic's own words, then STOP in Italian and English; the whole message alone") {
  Settings settings;
  settings.topics.push_back(
      {"meteo", "Meteo", {"METEO ON", "Sì meteo"}, {"METEO OFF", "basta meteo"}, false});
  settings.topics.push_back({"odd", "Odd", {"odd"}, {"basta"}, false});
  using Kind = SubscriptionWish::Kind;
  const auto wish = [&](std::string_view text) { return read_wish(settings, text); };
  for (const char* text : {"METEO ON", " meteo  on ", "Meteo On!!", "si meteo", "SÌ METEO."}) {
    CAPTURE(text);
    REQUIRE(wish(text));
    CHECK(wish(text)->kind == Kind::on);
    CHECK(wish(text)->topic->slug == "meteo");
  }
  CHECK(wish("meteo off")->kind == Kind::off);
  CHECK(wish("Basta")->topic->slug == "odd");  // the office chose it for a topic
  for (const char* text : {"STOP", "stop.", "Disiscrivimi", "UNSUBSCRIBE", "cancellami", "Stop All"}) {
    CAPTURE(text);
    REQUIRE(wish(text));
    CHECK(wish(text)->kind == Kind::stop);
    CHECK(wish(text)->topic == nullptr);
  }
  for (const char* text : {"", "...", "stop al cantiere in via Roma", "meteo on domani", "on"}) {
    CAPTURE(text);
    CHECK_FALSE(wish(text));
  }
  CHECK_FALSE(wish("STOP" + std::string(300, '!')));
}
