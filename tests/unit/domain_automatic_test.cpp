#include "domain/automatic.hpp"

#include <doctest/doctest.h>

#include "domain/citizen_times.hpp"
#include "rome.hpp"

using namespace urp;
using namespace std::chrono;
using Kind = AutomaticDecision::Kind;

namespace {

Settings speaking() {
  Settings settings;
  settings.hours = cagliari_hours();
  settings.office.name = "URP";
  settings.privacy.url = "https://www.example.org/privacy";
  settings.automatic.welcome = "Benvenuto, {name}. {privacy}";
  settings.automatic.receipt = "Pratica {ticket} del {presented}: entro il {due} ({term}).";
  settings.automatic.away = "Riapriamo {next_opening}.";
  settings.automatic.closed = "La pratica {ticket} è conclusa.";
  settings.automatic.reminder = "Aspettiamo una risposta.";
  settings.automatic.survey = true;
  settings.notice.quiet = interval(20, 0, 8, 0);
  return settings;
}

AutomaticFacts facts_at(std::string_view now, Occasion occasion = Occasion::presented) {
  AutomaticFacts facts;
  facts.now = at(now);
  facts.occasion = occasion;
  facts.window_closes = facts.now + hours(24);
  return facts;
}

AutomaticDecision decided(const AutomaticFacts& facts, const Settings& settings = speaking()) {
  return decide(settings, rome(), facts);
}
AutomaticParts parts(bool welcome, bool receipt, bool away) {
  AutomaticParts made;
  made.welcome = welcome;
  made.receipt = receipt;
  made.away = away;
  return made;
}

}  // namespace

TEST_CASE("automatic: one message of the parts that apply") {
  auto facts = facts_at("2026-11-23 10:00");
  CHECK(decided(facts).parts == parts(false, true, false));
  facts.first_contact = true;
  CHECK(decided(facts).parts == parts(true, true, false));
  facts.office_open = false;
  CHECK(decided(facts).parts == parts(true, true, true));
  facts.answered = true;  // somebody is there after all
  CHECK(decided(facts).parts == parts(true, true, false));
  facts.occasion = Occasion::word;
  CHECK(decided(facts).kind == Kind::silent);
  facts.answered = false;
  CHECK(decided(facts).parts == parts(false, false, true));
  facts.reopens = false;
  CHECK(decided(facts).kind == Kind::silent);
  CHECK(decided(facts_at("2026-11-23 10:00"), Settings()).why == "nothing");
}

TEST_CASE("automatic: never to the muted, outside the window, of what has moved, nor above a day's measure") {
  auto facts = facts_at("2026-11-23 10:00");
  facts.muted = true;
  CHECK(decided(facts).why == "muted");
  facts = facts_at("2026-11-23 10:00");
  facts.window_closes = facts.now;
  CHECK(decided(facts).why == "window");
  facts.window_closes.reset();
  CHECK(decided(facts).why == "window");
  facts = facts_at("2026-11-23 10:00", Occasion::closed);
  facts.still_so = false;
  CHECK(decided(facts).why == "moved");
  facts = facts_at("2026-11-23 10:00");
  facts.last_day = 3;
  CHECK(decided(facts).kind == Kind::speak);
  facts.last_day = 4;
  CHECK(decided(facts).why == "daily");
}

TEST_CASE("automatic: one in twelve hours; a receipt waits for its turn, that we are closed does not") {
  auto facts = facts_at("2026-11-23 10:00");
  facts.last_automatic = at("2026-11-22 22:00");
  CHECK(decided(facts).kind == Kind::speak);  // twelve hours to the second
  facts.last_automatic = at("2026-11-22 22:00:01");
  CHECK(decided(facts).kind == Kind::wait);
  CHECK(decided(facts).not_before == at("2026-11-23 10:00:01"));
  facts.window_closes = at("2026-11-23 10:00:01");
  CHECK(decided(facts).why == "recently");
  facts = facts_at("2026-11-23 19:00", Occasion::word);
  facts.office_open = false;
  facts.last_automatic = at("2026-11-23 18:00");
  CHECK(decided(facts).why == "recently");
}

TEST_CASE("automatic: beyond the month's budget only receipts") {
  auto facts = facts_at("2026-11-23 18:00");
  facts.first_contact = true;
  facts.office_open = false;
  facts.this_month = 799;
  CHECK(decided(facts).parts == parts(true, true, true));
  facts.this_month = 800;
  CHECK(decided(facts).parts == parts(false, true, false));
  facts.occasion = Occasion::word;
  CHECK(decided(facts).why == "budget");
}

TEST_CASE("automatic: closed, survey and reminder keep to civil hours and let answers arrive first") {
  auto facts = facts_at("2026-11-23 11:00", Occasion::closed);
  CHECK(decided(facts).parts.closed);
  CHECK(decided(facts).parts.survey);
  facts.surveyed = true;
  CHECK_FALSE(decided(facts).parts.survey);
  facts.under_way = true;
  CHECK(decided(facts).not_before == at("2026-11-23 11:10"));
  facts = facts_at("2026-11-23 23:00", Occasion::closed);
  CHECK(decided(facts).not_before == at("2026-11-24 08:00"));
  facts.window_closes = at("2026-11-24 07:00");
  CHECK(decided(facts).why == "quiet");
  facts = facts_at("2026-11-23 23:00");  // a receipt is given at once
  CHECK(decided(facts).kind == Kind::speak);
}

TEST_CASE("automatic: the reminder comes three hours before the window ends, but not at night") {
  const auto settings = speaking();
  const auto when = [&](std::string_view closes, std::string_view last) {
    const auto found = reminder_at(settings, rome(), at(closes), at(last));
    return found ? in_rome(*found) : std::string("-");
  };
  CHECK(when("2026-11-24 15:00", "2026-11-23 16:00") == "2026-11-24T12:00:00+01:00");
  CHECK(when("2026-11-24 09:00", "2026-11-23 10:00") == "2026-11-23T19:45:00+01:00");  // 6:00 is night
  CHECK(when("2026-11-24 09:00", "2026-11-23 19:00") == "-");
  CHECK(when("2026-11-24 15:00", "2026-11-24 11:00") == "2026-11-24T12:00:00+01:00");
  CHECK(when("2026-11-24 15:00", "2026-11-24 11:01") == "-");
}

TEST_CASE("automatic: the words, with everything that they may name") {
  const auto settings = speaking();
  WordingValues values;
  values.ticket = {415};
  values.name = " Maria\nSerra ";
  values.presented = at("2026-11-22 10:31");
  values.term_due = at("2026-12-22 23:59:59");
  values.next_opening = at("2026-11-23 09:00");
  CHECK(automatic_words(settings, rome(), parts(true, true, true), values, at("2026-11-22 10:31")) ==
        "Benvenuto, Maria Serra. https://www.example.org/privacy\n\n"
        "Pratica URP-415 del 22 novembre 2026: entro il 22 dicembre 2026 (30 giorni).\n\n"
        "Riapriamo lunedì alle 9:00.");
  values.name.clear();
  CHECK(automatic_words(settings, rome(), parts(true, false, false), values, values.presented)
            .starts_with("Benvenuto, cittadino."));
}

TEST_CASE("automatic: days and hours by name") {
  const auto now = at("2026-11-23 12:30");
  const auto italian = [&](std::string_view when) { return citizen_moment("it", rome(), at(when), now); };
  CHECK(italian("2026-11-23 15:30") == "oggi alle 15:30");
  CHECK(italian("2026-11-24 09:00") == "martedì alle 9:00");
  CHECK(italian("2026-11-29 09:00") == "domenica alle 9:00");
  CHECK(italian("2026-11-30 09:00") == "lunedì 30 novembre alle 9:00");
  CHECK(italian("2026-12-01 09:00") == "martedì 1° dicembre alle 9:00");
  CHECK(citizen_moment("en", rome(), at("2026-11-24 09:00"), now) == "Tuesday at 9:00");
  CHECK(citizen_date("en", year(2026) / 12 / 1) == "1 December 2026");
  CHECK(citizen_days("it", days(1)) == "1 giorno");
}
