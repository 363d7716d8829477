#include <doctest/doctest.h>

#include <urp/error.hpp>

#include "rome.hpp"
#include "test_file.hpp"

using namespace urp;
using namespace std::chrono;

namespace {

Settings parse(std::string_view toml) {
  return parse_settings(toml, "urp.toml");
}

}  // namespace

TEST_CASE("settings: an empty file is an office with the defaults") {
  const Settings settings = parse("");
  CHECK(settings.office.name == "URP");
  CHECK(settings.office.timezone == "Europe/Rome");
  CHECK(settings.whatsapp.base_url == "https://graph.facebook.com");
  CHECK(settings.database.path == "/var/lib/urp/urp.db");
  CHECK(settings.listen.port == 8080);
  CHECK(settings.terms.first_answer == 4h);
  CHECK(settings.terms.by_kind.empty());
  CHECK(settings.threading.courtesy.size() == 4);
  CHECK_FALSE(settings.notice.quiet.has_value());
  CHECK(settings.services.empty());
  CHECK_FALSE(settings.ui.language.has_value());
}

TEST_CASE("settings: a file with every table and every key is read to the last of them") {
  const Settings s = parse(test_file("settings/complete.toml"));
  CHECK(s.office.name == "URP Comune di Cagliari");
  CHECK(s.office.clerks == std::vector<std::string>{"maria", "gianni"});
  CHECK(s.roles.supervisor == std::vector<std::string>{"anna"});
  CHECK(s.whatsapp.phone_number_id == "106540352242922");
  CHECK(s.whatsapp.business_account_id == "102290129340398");
  CHECK(s.whatsapp.token_file == "/etc/urp/token");
  CHECK(s.whatsapp.app_secret_file == "/etc/urp/app-secret");
  CHECK(s.whatsapp.verify_token_file == "/etc/urp/verify");
  CHECK(s.listen.path == "/webhook");
  const auto expected = cagliari_hours();
  CHECK(s.hours.week == expected.week);
  CHECK(s.hours.patron == expected.patron);
  CHECK(s.hours.italian_holidays);
  CHECK(s.hours.closed == std::vector{2026y / 12 / 24});
  CHECK(s.hours.open.at(2026y / 12 / 31) == std::vector{interval(9, 0, 11, 0)});
  CHECK(s.terms.by_kind == std::map<TicketKind, days>{{TicketKind::request, days(30)}});
  CHECK(s.threading.same_case == 48h);
  CHECK(s.threading.reopen_within == days(7));
  CHECK(s.desk.claim == days(1));
  CHECK(s.desk.close_waiting == days(14));
  CHECK(s.reply.hold == 5s);
  CHECK(s.reply.knock == "risposta_pronta");
  CHECK(s.reply.park_expires == days(14));
  CHECK(s.automatic.welcome == "...");
  CHECK(s.automatic.closed.empty());
  CHECK_FALSE(s.automatic.survey);
  CHECK(s.automatic.budget == 800);
  CHECK(s.privacy.version == "2026-01");
  CHECK(s.media.link == "https://desk.example.org/media/{sha256}{ext}");
  CHECK(s.media.max_size == 100'000'000);
  REQUIRE(s.services.size() == 1);
  CHECK(s.services[0].slug == "lavori-pubblici");
  CHECK(s.services[0].mail == "lavori.pubblici@example.org");
  REQUIRE(s.rules.size() == 1);
  CHECK(s.rules[0].service == "lavori-pubblici");
  CHECK(s.rules[0].words == std::vector<std::string>{"buca", "marciapiede", "lampione"});
  CHECK(s.rules[0].apply == "suggest");
  CHECK(s.mail.url == "smtps://smtp.example.org:465");
  CHECK(s.mail.password_file == "/etc/urp/mail-password");
  CHECK(s.canned.at("orari").text == "Gli uffici sono aperti ...");
  REQUIRE(s.topics.size() == 1);
  CHECK(s.topics[0].off == std::vector<std::string>{"PROTEZIONE CIVILE OFF"});
  CHECK(s.topics[0].urgent);
  CHECK(s.notice.rate == 20);
  CHECK(s.notice.daily == 2000);
  CHECK(s.notice.quiet == interval(20, 0, 8, 0));
  CHECK(s.notice.approve_above == 500);
  REQUIRE(s.retention.size() == 1);
  CHECK(s.retention[0].name == "ordinary");
  CHECK(s.retention[0].kinds == std::vector{TicketKind::request, TicketKind::suggestion});
  CHECK(s.retention[0].keep == days(5 * 365));
  CHECK(s.retention[0].authorisation);
}

TEST_CASE("settings: a class of retention has kinds, but for those of people and of the journal") {
  const Settings s = parse(
      "[[retention]]\nclass = \"contacts\"\nkeep = \"2y\"\n[[retention]]\nclass = "
      "\"journal\"\nkeep = \"1y\"\n");
  REQUIRE(s.retention.size() == 2);
  CHECK(s.retention[1].kinds.empty());
  CHECK_THROWS_AS(parse("[[retention]]\nclass = \"altra\"\nkeep = \"1y\"\n"), Error);
  CHECK_THROWS_AS(parse("[[retention]]\nclass = \"journal\"\nkinds = [\"request\"]\nkeep = \"1y\"\n"), Error);
}

TEST_CASE("settings: the tables that the example leaves out") {
  const Settings s = parse(R"(
[[service]]
slug = "ambiente"
name = "Ambiente"
[[rule]]
service = "ambiente"
words = ["odore di gas"]
when = "closed"
apply = "route"
urgent = true
kind = "segnalazione"
tag = "gas"
[moderation]
seal_key = "keys/seal"
[stats]
clerks = true
[price]
utility = 0.03
service = 0
[ui]
language = "en"
colour = "never"
pager = "less"
editor = ""
)");
  CHECK(s.rules[0].when == "closed");
  CHECK(s.rules[0].apply == "route");
  CHECK(s.rules[0].urgent);
  CHECK(s.rules[0].kind == TicketKind::report);
  CHECK(s.rules[0].tag == "gas");
  CHECK(s.moderation.seal_key == "keys/seal");
  CHECK(s.clerk_stats);
  CHECK(s.price == std::map<std::string, double>{{"service", 0.0}, {"utility", 0.03}});
  CHECK(s.ui.language == "en");
  CHECK(s.ui.colour == "never");
  CHECK(s.ui.pager == "less");
  CHECK_FALSE(s.ui.editor.has_value());
}

TEST_CASE("settings: values in their less usual spellings") {
  const Settings s = parse(R"(
[whatsapp]
base_url = "http://[::1]:4010/"
[listen]
address = "::1"
port = 0
[hours]
monday = ["15:30-17:30", "09:00-12:00", "12:00-15:30"]
sunday = ["00:00-24:00"]
saturday = []
holidays = "none"
patron = ""
closed = [2026-12-24, "2026-02-28"]
[media]
max_size = "500 kB"
[notice]
quiet = ""
[automatic]
welcome = """
Benvenuti, {name}.
# non è un commento: {privacy}"""
)");
  CHECK(s.whatsapp.base_url == "http://[::1]:4010");
  CHECK(s.listen.address == "::1");
  CHECK(s.listen.port == 0);
  CHECK(s.hours.week[0] ==
        std::vector{interval(9, 0, 12, 0), interval(12, 0, 15, 30), interval(15, 30, 17, 30)});
  CHECK(s.hours.week[6] == std::vector{interval(0, 0, 24, 0)});
  CHECK_FALSE(s.hours.italian_holidays);
  CHECK_FALSE(s.hours.patron.has_value());
  CHECK(s.hours.closed == std::vector{2026y / 12 / 24, 2026y / 2 / 28});
  CHECK(s.media.max_size == 500'000);
  CHECK_FALSE(s.notice.quiet.has_value());
  CHECK(s.automatic.welcome == "Benvenuti, {name}.\n# non è un commento: {privacy}");
  for (const char* loopback :
       {"http://127.0.0.1:8080", "http://127.9.9.9", "http://localhost:1", "https://example.org"}) {
    CHECK(parse("[whatsapp]\nbase_url = \"" + std::string(loopback) + "\"").whatsapp.base_url == loopback);
  }
}

TEST_CASE("settings: relative paths count from the folder of the file") {
  const auto s = parse_settings(
      "[database]\npath = \"data/../urp.db\"\n[whatsapp]\ntoken_file = \"token\"\n"
      "app_secret_file = \"/run/secret\"\n",
      "urp.toml", "/home/maria/.config/urp");
  CHECK(s.database.path == "/home/maria/.config/urp/urp.db");
  CHECK(s.whatsapp.token_file == "/home/maria/.config/urp/token");
  CHECK(s.whatsapp.app_secret_file == "/run/secret");
  CHECK(s.whatsapp.verify_token_file.empty());
}

TEST_CASE("settings: a clerk's own file counts with its table ui alone, whatever else stands there") {
  const auto ui =
      parse_user_settings("[office]\nnome = 5\n[ui]\ncolour = \"always\"\npager = \"most\"\n", "mine.toml");
  CHECK(ui.colour == "always");
  CHECK(ui.pager == "most");
  CHECK_FALSE(ui.language.has_value());
  CHECK_THROWS_WITH_AS(
      parse_user_settings("[ui]\n\ncolor = \"always\"\n", "mine.toml"),
      "mine.toml:3: ui.color: unknown; did you mean colour? allowed: language, colour, pager, editor, inbox",
      Error);
  CHECK_THROWS_AS(parse_user_settings("[ui", "mine.toml"), Error);
}
