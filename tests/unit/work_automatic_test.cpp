// What the office says by itself, from a webhook to the outbox, and what comes of the survey.
#include "work/automatic.hpp"

#include <urp/desk/change.hpp>
#include <urp/desk/contact.hpp>
#include <urp/desk/survey.hpp>

#include "sending_office.hpp"

using namespace urp;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

Settings speaking() {
  auto settings = sending_settings();
  settings.automatic.welcome = "Benvenuto.";
  settings.automatic.receipt = "Pratica {ticket}.";
  settings.automatic.away = "Riapriamo {next_opening}.";
  return settings;
}
Settings asking() {
  auto settings = sending_settings();
  settings.automatic.closed = "Conclusa.";
  settings.automatic.survey = true;
  return settings;
}

/// A lane of its own each time: nothing is kept in memory from one process to the next.
void speak(SendingOffice& desk) {
  PassResult result;
  work::Automatic((*desk.office).local()).start_due(result);
}

std::string said(SendingOffice& desk) {
  const auto db = desk.office.read();
  std::string all;
  auto query = db.query_once("SELECT text FROM message WHERE automatic = 1 ORDER BY id");
  while (query.step()) all += (all.empty() ? "" : " | ") + query.string(0);
  return all;
}
std::int64_t spoken(SendingOffice& desk) {
  return desk.office.ask("SELECT count(*) FROM message WHERE automatic = 1");
}

void close(SendingOffice& desk, TicketId ticket) {
  close_tickets(*desk.office, {.tickets = {ticket}}, Outcome::resolved);
}

/// A citizen presses the button of this answer.
void press(SendingOffice& desk, TicketId ticket, const std::string& answer, const std::string& wamid) {
  Json message = {
      {"from", "393330000102"},
      {"id", wamid},
      {"timestamp", std::to_string(desk.office.now().time_since_epoch().count())},
      {"type", "interactive"},
      {"interactive",
       {{"type", "button_reply"},
        {"button_reply",
         {{"id", "urp-survey-" + std::to_string(ticket.value) + "-" + answer}, {"title", "Bene"}}}}}};
  desk.door.take(body({change(Json::array({message}))}));
}

}  // namespace

TEST_CASE("automatic: a first message gets welcome and receipt in one, once, whoever looks how often") {
  SendingOffice desk(speaking());
  const auto ticket = desk.citizen_writes();
  CHECK(spoken(desk) == 0);  // the webhook only says that it is due
  speak(desk);
  speak(desk);
  CHECK(said(desk) == "Benvenuto.\n\nPratica URP-1.");
  CHECK(desk.office.ask("SELECT count(*) FROM message WHERE purpose = 'receipt' AND status = 'queued'") == 1);
  CHECK(desk.office.ask("SELECT count(*) FROM event WHERE verb = 'automatic' AND ticket = 1") == 1);
  CHECK(desk.ticket_state(ticket) == "new");  // it is no answer
  CHECK(desk.office.ask("SELECT first_answered_at IS NULL FROM ticket") == 1);
  desk.citizen_writes();
  speak(desk);
  CHECK(spoken(desk) == 1);
}

TEST_CASE("automatic: out of hours the next opening is named, again only after twelve hours") {
  SendingOffice desk(speaking());
  desk.office.set_now(utc(2026, 11, 23, 18, 0));
  desk.citizen_writes();
  speak(desk);
  CHECK(said(desk) == "Benvenuto.\n\nPratica URP-1.\n\nRiapriamo martedì alle 9:00.");
  desk.pass_office(hours(5));
  desk.citizen_writes();
  speak(desk);
  CHECK(spoken(desk) == 1);
  desk.pass_office(hours(8));  // Tuesday, 7:00
  desk.citizen_writes();
  speak(desk);
  CHECK(said(desk).ends_with(" | Riapriamo oggi alle 9:00."));
}

TEST_CASE("automatic: the receipt of a second case within twelve hours keeps, and is given then") {
  SendingOffice desk(speaking());
  const auto first = desk.citizen_writes();
  speak(desk);
  desk.pass_office(hours(1));
  close(desk, first);
  desk.office.run("UPDATE ticket SET closed_at = closed_at - 864000");
  desk.citizen_writes();
  speak(desk);
  CHECK(spoken(desk) == 1);
  desk.pass_office(hours(11));
  speak(desk);
  CHECK(said(desk).find(" | Pratica URP-2.") != std::string::npos);
  CHECK(said(desk).find("Benvenuto", 5) == std::string::npos);
}

TEST_CASE("automatic: nothing to blocked people, in groups, for what came a day late, or when switched off") {
  SendingOffice desk(speaking());
  desk.door.take(body({change(Json::array(
      {text_message("wamid.old", "Buongiorno", desk.office.now() - hours(25), "393330000103")}))}));
  auto in_group = text_message("wamid.group", "Buongiorno", desk.office.now(), "393330000104");
  in_group["group_id"] = "120363";
  desk.door.take(body({change(Json::array({in_group}))}));
  desk.citizen_writes("393330000105");
  desk.office.run("UPDATE contact SET blocked = 1 WHERE id = 3");
  speak(desk);
  CHECK(spoken(desk) == 0);
  CHECK(desk.office.ask("SELECT count(*) FROM automatic_due WHERE not_before IS NOT NULL") == 0);
  SendingOffice silent;
  silent.citizen_writes();
  speak(silent);
  CHECK(silent.office.ask("SELECT count(*) FROM automatic_due") == 0);
}

TEST_CASE("automatic: two machines that answer each other come to rest") {
  auto settings = speaking();
  settings.automatic.daily = 1;
  SendingOffice desk(settings);
  desk.office.set_now(utc(2026, 11, 21, 0, 0));  // a Saturday: closed for long
  for (int hour = 0; hour < 48; ++hour) {
    desk.citizen_writes();
    speak(desk);
    desk.pass_office(hours(1));
  }
  CHECK(spoken(desk) == 2);
}

TEST_CASE("automatic: what is said by itself keeps no case alive") {
  SendingOffice desk(speaking());
  desk.citizen_writes();
  const auto asked = desk.office.now();
  desk.pass_office(minutes(5));
  speak(desk);
  CHECK(desk.office.ask("SELECT last_message_at FROM ticket") == asked.time_since_epoch().count());
}

TEST_CASE("automatic: a closed case is told after two minutes, with the survey, unless it is open again") {
  SendingOffice desk(asking());
  const auto ticket = desk.citizen_writes();
  close(desk, ticket);
  speak(desk);
  CHECK(spoken(desk) == 0);
  reopen_tickets(*desk.office, {.tickets = {ticket}});
  desk.pass_office(minutes(2));
  speak(desk);
  CHECK(spoken(desk) == 0);
  close(desk, ticket);
  speak(desk);
  desk.pass_office(minutes(2));
  speak(desk);
  speak(desk);
  CHECK(said(desk) == "Conclusa.\n\nCome è andata con noi? Basta un tocco, e ci aiuta a migliorare.");
  CHECK(desk.office.ask("SELECT count(*) FROM survey") == 1);
  CHECK(desk.ticket_state(ticket) == "closed");
  Json sent;
  desk.net.expect_send(accepted("wamid.S"),
                       [&sent](const OutgoingRequest& request) { sent = Json::parse(request.body); });
  desk.work();
  CHECK(sent["interactive"]["type"] == "button");
  REQUIRE(sent["interactive"]["action"]["buttons"].size() == 3);
  CHECK(sent["interactive"]["action"]["buttons"][1]["reply"]["title"] == "Così così");
  CHECK(sent["interactive"]["action"]["buttons"][2]["reply"]["id"] == "urp-survey-1-bad");
}

TEST_CASE("automatic: nothing is told of duplicates and of citizens who did not reply") {
  SendingOffice desk(asking());
  const auto ticket = desk.citizen_writes();
  close_tickets(*desk.office, {.tickets = {ticket}}, Outcome::duplicate);
  desk.pass_office(minutes(5));
  speak(desk);
  CHECK(spoken(desk) == 0);
}

TEST_CASE("survey: the first press counts; it is nobody's case and opens none") {
  SendingOffice desk(asking());
  const auto ticket = desk.citizen_writes();
  close(desk, ticket);
  speak(desk);
  desk.pass_office(minutes(2));
  speak(desk);
  press(desk, ticket, "fair", "wamid.p1");
  press(desk, ticket, "bad", "wamid.p2");
  CHECK(desk.office.ask("SELECT count(*) FROM survey WHERE answer = 'fair'") == 1);
  CHECK(desk.office.ask("SELECT count(*) FROM message WHERE purpose = 'survey' AND direction = 'in' AND "
                        "ticket IS NULL") == 2);
  CHECK(desk.office.ask("SELECT count(*) FROM event WHERE verb = 'survey' AND ticket = 1") == 1);
  CHECK(desk.office.ask("SELECT count(*) FROM ticket") == 1);
  CHECK(desk.ticket_state(ticket) == "closed");
  const auto figures = survey_figures(*desk.office, std::nullopt, std::nullopt);
  REQUIRE(figures.size() == 1);
  CHECK(figures.front().asked == 1);
  CHECK(figures.front().fair == 1);
  CHECK(survey_figures(*desk.office, desk.office.now() + hours(1), std::nullopt).empty());
}

TEST_CASE("survey: its word counts while the question is fresh; other words reopen the case") {
  SendingOffice desk(asking());
  const auto ticket = desk.citizen_writes();
  close(desk, ticket);
  speak(desk);
  desk.pass_office(minutes(2));
  speak(desk);
  desk.door.say("wamid.w1", "Bene!");
  CHECK(desk.office.ask("SELECT count(*) FROM survey WHERE answer = 'good'") == 1);
  CHECK(desk.ticket_state(ticket) == "closed");
  desk.door.say("wamid.w2", "Però la buca c'è ancora");
  CHECK(desk.ticket_state(ticket) == "open");
}

TEST_CASE("survey: a button that nobody was asked with is no answer, and another person's neither") {
  SendingOffice desk(asking());
  const auto ticket = desk.citizen_writes("393330000109");
  press(desk, ticket, "good", "wamid.p1");
  CHECK(desk.office.ask("SELECT count(*) FROM survey") == 0);
  CHECK(desk.office.ask("SELECT count(*) FROM message WHERE purpose = 'survey'") == 0);
}

TEST_CASE("survey: words under the question after a week are a remark, and no case") {
  SendingOffice desk(asking());
  const auto ticket = desk.citizen_writes();
  close(desk, ticket);
  speak(desk);
  desk.pass_office(minutes(2));
  speak(desk);
  desk.send_with(accepted("wamid.S"));
  desk.pass_office(std::chrono::days(8));
  auto remark = text_message("wamid.r", "Bravi, ma si poteva fare prima", desk.office.now());
  remark["context"] = {{"id", "wamid.S"}, {"from", "390700000000"}};
  desk.door.take(body({change(Json::array({remark}))}));
  CHECK(desk.office.ask("SELECT count(*) FROM ticket") == 1);
  CHECK(desk.ticket_state(ticket) == "closed");
  CHECK(desk.office.ask("SELECT count(*) FROM message WHERE purpose = 'survey' AND direction = 'in'") == 1);
}

TEST_CASE("reminder: three hours before the window ends, once, and not to who has written") {
  auto settings = sending_settings();
  settings.automatic.reminder = "Aspettiamo una risposta.";
  SendingOffice desk(settings);
  const auto ticket = desk.citizen_writes();
  desk.pass_office(minutes(1));
  desk.answer(ticket);
  desk.send_with(accepted("wamid.A"));
  speak(desk);
  CHECK(spoken(desk) == 0);
  desk.pass_office(hours(21) - minutes(2));
  speak(desk);
  CHECK(spoken(desk) == 0);
  desk.pass_office(minutes(1));
  speak(desk);
  speak(desk);
  CHECK(said(desk) == "Aspettiamo una risposta.");
  CHECK(desk.ticket_state(ticket) == "waiting");

  SendingOffice other(settings);
  const auto asked = other.citizen_writes();
  other.pass_office(minutes(1));
  other.answer(asked);
  other.send_with(accepted("wamid.A"));
  speak(other);
  other.pass_office(hours(2));
  other.citizen_writes();
  other.pass_office(hours(19));
  speak(other);
  CHECK(spoken(other) == 0);
}

TEST_CASE("automatic: in a copy what was due is left unsaid, and what was not yet is said") {
  auto settings = asking();
  settings.automatic.receipt = "Pratica {ticket}.";
  settings.automatic.reminder = "Aspettiamo una risposta.";
  SendingOffice desk(settings);
  const auto silent = desk.citizen_writes("393330000103");
  desk.pass_office(minutes(1));
  desk.answer(silent);
  desk.send_with(accepted("wamid.A"));
  desk.pass_office(hours(21) + minutes(5));  // the reminder is due, and nobody has looked
  const auto first = desk.citizen_writes("393330000101");
  close(desk, first);
  desk.pass_office(minutes(2));
  const auto second = desk.citizen_writes();
  desk.pass_office(minutes(1));
  close(desk, second);
  const auto result = desk.wakes_in_a_copy();
  // Three receipts, the reminder, and the first one's closing; the second's is not yet due.
  REQUIRE(result.alarms.size() == 1);
  CHECK(result.alarms.front().find("automatic messages 5;") != std::string::npos);
  CHECK(result.uncertain == 0);
  speak(desk);
  CHECK(spoken(desk) == 0);
  desk.pass_office(minutes(2));
  speak(desk);
  CHECK(said(desk).starts_with("Conclusa."));
  CHECK(spoken(desk) == 1);
  CHECK(desk.office.ask("SELECT ticket FROM message WHERE automatic = 1") == second.value);
  desk.citizen_writes("393330000104");
  speak(desk);
  CHECK(spoken(desk) == 2);
}
