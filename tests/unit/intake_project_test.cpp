// What becomes of single parts: people, tickets, turns, windows, amendments, statuses.
#include <doctest/doctest.h>

#include <algorithm>

#include <urp/desk/inbox.hpp>
#include <urp/desk/search.hpp>

#include "intake_bodies.hpp"

using namespace urp;
using std::chrono::hours;

namespace {

Json from_user_id(Json message, const std::string& user_id, bool with_phone) {
  message["from_user_id"] = user_id;
  if (!with_phone) message.erase("from");
  return message;
}

Receipt take_one(IntakeOffice& door, const Json& message, const Json& contacts = Json::array()) {
  return door.take(body({change(Json::array({message}), contacts)}));
}

std::string text_of(IntakeOffice& door, const std::string& sql) {
  const auto db = door.office.read();
  auto query = db.query_once(sql);
  return query.step() ? query.string(0) : "(no row)";
}

}  // namespace

TEST_CASE("intake: a first message makes contact, identity, ticket, terms and window") {
  IntakeOffice door;
  take_one(door, text_message("wamid.1", "Perché è chiuso? 🙂", utc(2026, 11, 23, 8, 30)),
           Json::array({contact("393330000102", "Maria Serra")}));
  CHECK(text_of(door, "SELECT profile_name FROM contact") == "Maria Serra");
  CHECK(text_of(door, "SELECT value FROM identity WHERE kind = 'phone' AND valid_to IS NULL") ==
        "393330000102");
  CHECK(text_of(door, "SELECT state || ' ' || kind || ' ' || messages || ' ' || unread FROM ticket") ==
        "new request 1 1");
  CHECK(text_of(door, "SELECT text FROM message") == "Perché è chiuso? 🙂");
  CHECK(door.office.ask("SELECT waiting_since FROM ticket") ==
        utc(2026, 11, 23, 8, 30).time_since_epoch().count());
  CHECK(door.office.ask("SELECT last_inbound_at FROM service_window") ==
        utc(2026, 11, 23, 8, 30).time_since_epoch().count());
  // 4 h of office time from Monday 08:30: 09:00-12:00 and 15:30-16:30.
  CHECK(door.office.ask("SELECT first_answer_due_at FROM ticket") ==
        utc(2026, 11, 23, 16, 30).time_since_epoch().count());
  CHECK(door.office.ask("SELECT term_due_at FROM ticket") ==
        utc(2026, 12, 23, 23, 59, 59).time_since_epoch().count());
}

TEST_CASE(
    "intake: waiting_since is the oldest message since the office answered, whatever the order of arrival") {
  IntakeOffice door;
  take_one(door, text_message("wamid.2", "seconda", door.office.now()));
  take_one(door, text_message("wamid.1", "prima", door.office.now() - hours(2)));
  CHECK(door.office.ask("SELECT waiting_since FROM ticket") ==
        (door.office.now() - hours(2)).time_since_epoch().count());
  CHECK(door.office.ask("SELECT last_message_at FROM ticket") ==
        door.office.now().time_since_epoch().count());
  CHECK(door.office.ask("SELECT count(*) FROM ticket") == 1);
}

TEST_CASE(
    "intake: thanks to a ticket that waits for the citizen leave the turn where it is, a question takes it") {
  IntakeOffice door;
  door.say("wamid.1", "Buongiorno");
  door.office.run("UPDATE ticket SET state = 'waiting', waiting_since = NULL");
  door.say("wamid.2", "Grazie mille!");
  CHECK(text_of(door, "SELECT state FROM ticket") == "waiting");
  CHECK(door.office.ask("SELECT unread FROM ticket") == 2);
  door.say("wamid.3", "E quando aprite?");
  CHECK(text_of(door, "SELECT state FROM ticket") == "open");
}

TEST_CASE("intake: a closed ticket is reopened by a question within a week, and keeps its number") {
  IntakeOffice door;
  door.say("wamid.1", "Buongiorno");
  door.office.run(
      "UPDATE ticket SET state = 'closed', waiting_since = NULL, outcome = 'answered', closed_at = " +
      std::to_string(door.office.now().time_since_epoch().count()));
  door.office.set_now(door.office.now() + hours(72));
  door.say("wamid.2", "Non è risolto");
  CHECK(text_of(door, "SELECT id || ' ' || state || ' ' || ifnull(outcome, '-') FROM ticket") == "1 open -");
}

TEST_CASE("intake: a message that quotes one of a routed ticket brings it back to the office") {
  IntakeOffice door;
  door.say("wamid.1", "Buca in via Roma");
  door.office.run("UPDATE ticket SET state = 'routed', waiting_since = NULL, service = 'lavori-pubblici'");
  auto quoting = text_message("wamid.2", "Novità?", door.office.now());
  quoting["context"] = {{"id", "wamid.1"}, {"from", "390700000000"}};
  take_one(door, quoting);
  CHECK(text_of(door, "SELECT count(*) || ' ' || max(state) FROM ticket") == "1 open");
  CHECK(door.office.ask("SELECT quote FROM message WHERE wamid = 'wamid.2'") == 1);
}

TEST_CASE("intake: naming another person's ticket does not open it") {
  IntakeOffice door;
  door.say("wamid.1", "Buca", "393330000101");
  door.say("wamid.2", "Riguardo a URP-1", "393330000102");
  CHECK(door.office.ask("SELECT count(*) FROM ticket") == 2);
}

TEST_CASE("intake: a keyword of a topic is the contact's own message") {
  auto settings = TestOffice::default_settings();
  settings.topics.push_back({"meteo", "Meteo", {"METEO ON"}, {"METEO OFF"}, true});
  IntakeOffice door(settings);
  door.say("wamid.1", "meteo on!");
  CHECK(door.office.ask("SELECT count(*) FROM ticket") == 0);
  CHECK(text_of(door, "SELECT purpose FROM message WHERE ticket IS NULL AND seq IS NULL") == "subscription");
  CHECK(door.office.ask("SELECT count(*) FROM service_window") == 1);
}

TEST_CASE("intake: a part older than a day is threaded by its own time and opens no window") {
  IntakeOffice door;
  take_one(door, text_message("wamid.1", "vecchio", door.office.now() - hours(30)));
  CHECK(door.office.ask("SELECT at FROM message") ==
        (door.office.now() - hours(30)).time_since_epoch().count());
  CHECK(door.office.ask("SELECT received_at FROM message") == door.office.now().time_since_epoch().count());
  CHECK(door.office.ask("SELECT last_inbound_at + 86400 < " +
                        std::to_string(door.office.now().time_since_epoch().count()) +
                        " FROM service_window") == 1);
}

TEST_CASE("intake: timestamps as numbers, in 2040, or missing") {
  IntakeOffice door;
  auto number = text_message("wamid.1", "numero", door.office.now() - hours(1));
  number["timestamp"] = (door.office.now() - hours(1)).time_since_epoch().count();
  take_one(door, number);
  take_one(door, text_message("wamid.2", "futuro", utc(2040, 1, 1)));
  auto missing = text_message("wamid.3", "senza", door.office.now());
  missing.erase("timestamp");
  take_one(door, missing);
  const auto now = std::to_string(door.office.now().time_since_epoch().count());
  CHECK(door.office.ask("SELECT " + now + " - at FROM message WHERE wamid = 'wamid.1'") == 3600);
  CHECK(door.office.ask("SELECT count(*) FROM message WHERE at = " + now) == 2);
}

TEST_CASE("people: known by user id alone, then with a phone, they are one contact") {
  IntakeOffice door;
  const std::string id = "IT.13491208655302741918";
  take_one(door, from_user_id(text_message("wamid.1", "ciao", door.office.now()), id, false));
  take_one(door, from_user_id(text_message("wamid.2", "ciao", door.office.now()), id, true));
  take_one(door, text_message("wamid.3", "ciao", door.office.now()));  // phone alone
  CHECK(door.office.ask("SELECT count(*) FROM contact") == 1);
  CHECK(door.office.ask("SELECT count(*) FROM ticket") == 1);
  CHECK(door.office.ask("SELECT count(*) FROM identity WHERE valid_to IS NULL") == 2);
}

TEST_CASE(
    "people: a known number with an unrelated user id was passed on, and the new owner sees nothing of the "
    "old") {
  IntakeOffice door;
  take_one(door, from_user_id(text_message("wamid.1", "io", door.office.now()), "IT.111", true));
  take_one(door, from_user_id(text_message("wamid.2", "un altro", door.office.now()), "IT.222", true));
  CHECK(door.office.ask("SELECT count(*) FROM contact") == 2);
  CHECK(door.office.ask("SELECT count(*) FROM ticket") == 2);
  CHECK(door.office.ask("SELECT contact FROM identity WHERE kind = 'phone' AND valid_to IS NULL") == 2);
  CHECK(door.office.ask(
            "SELECT count(*) FROM identity WHERE kind = 'phone' AND contact = 1 AND valid_to IS NOT NULL") ==
        1);
}

TEST_CASE("people: a system message moves the number, and the former one is free for somebody else") {
  IntakeOffice door;
  door.say("wamid.1", "vecchio numero", "393330000102");
  take_one(door,
           {{"from", "393330000102"},
            {"id", "wamid.2"},
            {"timestamp", std::to_string(door.office.now().time_since_epoch().count())},
            {"type", "system"},
            {"system", {{"type", "user_changed_number"}, {"wa_id", "393330000199"}, {"body", "changed"}}}});
  door.say("wamid.3", "nuovo numero", "393330000199");
  CHECK(door.office.ask("SELECT count(*) FROM contact") == 1);
  CHECK(door.office.ask("SELECT count(*) FROM ticket") == 1);
  door.say("wamid.4", "sono un altro", "393330000102");
  CHECK(door.office.ask("SELECT count(*) FROM contact") == 2);
}

TEST_CASE("people: a username moves with whoever uses it now, a landline keeps its zero") {
  IntakeOffice door;
  const auto named = [](const std::string& phone, const std::string& username) {
    return Json::array({{{"wa_id", phone}, {"profile", {{"name", "X"}, {"username", username}}}}});
  };
  take_one(door, text_message("wamid.1", "a", door.office.now(), "3907012345"),
           named("3907012345", "sarda_82"));
  take_one(door, text_message("wamid.2", "b", door.office.now(), "393330000103"),
           named("393330000103", "sarda_82"));
  CHECK(door.office.ask("SELECT contact FROM identity WHERE kind = 'username' AND valid_to IS NULL") == 2);
  CHECK(door.office.ask("SELECT count(*) FROM identity WHERE kind = 'phone' AND value = '3907012345'") == 1);
}

TEST_CASE("intake: an unknown type is shown as a placeholder and counted, and its neighbour is there too") {
  IntakeOffice door;
  Json odd = text_message("wamid.1", "", door.office.now());
  odd["type"] = "hologram";
  odd.erase("text");
  const auto receipt =
      door.take(body({change(Json::array({odd, text_message("wamid.2", "testo", door.office.now())}))}));
  CHECK(receipt.unhandled == 1);
  CHECK(receipt.messages == 1);
  CHECK(text_of(door, "SELECT group_concat(type) FROM message") == "unknown,text");
  CHECK(text_of(door, "SELECT value FROM message_fact WHERE name = 'original_type'") == "hologram");
}

TEST_CASE("intake: a picture that WhatsApp gave no way to fetch says so from the first moment") {
  IntakeOffice door;
  Json photo = text_message("wamid.1", "", door.office.now());
  photo["type"] = "image";
  photo.erase("text");
  photo["image"] = {{"mime_type", "image/jpeg"}};
  take_one(door, photo);
  CHECK(text_of(door, "SELECT m.state || ' ' || f.why FROM media m JOIN media_fetch f USING (message)") ==
        "lost no_media_id");
}

TEST_CASE("amendments: reaction, edit and withdrawal are kept beside the message, which stays as it was") {
  IntakeOffice door;
  door.say("wamid.1", "originale");
  const auto at = std::to_string(door.office.now().time_since_epoch().count());
  take_one(door, {{"from", "393330000102"},
                  {"id", "wamid.2"},
                  {"timestamp", at},
                  {"type", "reaction"},
                  {"reaction", {{"message_id", "wamid.1"}, {"emoji", "👍"}}}});
  take_one(door, {{"from", "393330000102"},
                  {"id", "wamid.3"},
                  {"timestamp", at},
                  {"type", "revoke"},
                  {"revoke", {{"original_message_id", "wamid.1"}}}});
  CHECK(text_of(door, "SELECT group_concat(kind) FROM amendment WHERE target = 1") == "reaction,revoke");
  CHECK(text_of(door, "SELECT text FROM message") == "originale");
  CHECK(door.office.ask("SELECT count(*) FROM message") == 1);
  CHECK(door.office.ask("SELECT unread FROM ticket") == 1);
}

namespace {

Json amend(IntakeOffice& door, const std::string& wamid, const std::string& kind, Json what,
           const std::string& target = "wamid.1") {
  what[kind == "reaction" ? "message_id" : "original_message_id"] = target;
  return {{"from", "393330000102"},
          {"id", wamid},
          {"timestamp", std::to_string(door.office.now().time_since_epoch().count())},
          {"type", kind},
          {kind, what}};
}

Json new_words(const std::string& text) {
  return {{"message", {{"type", "text"}, {"text", {{"body", text}}}}}};
}

void answered(IntakeOffice& door) {
  door.office.run(
      "INSERT INTO message (ticket, seq, contact, number, direction, type, text, at, received_at, status, "
      "clerk)"
      " SELECT id, messages + 1, contact, number, 'out', 'text', 'Va bene', presented_at, presented_at, "
      "'sent', "
      "'maria' FROM ticket");
  door.office.run(
      "UPDATE ticket SET state = 'waiting', waiting_since = NULL, messages = messages + 1, unread = 0");
}

}  // namespace

TEST_CASE("amendments: each moves the revision of message and ticket") {
  for (const auto& [kind, what] : {std::pair<std::string, Json>{"reaction", {{"emoji", "👍"}}},
                                   {"edit", new_words("nuovo")},
                                   {"revoke", Json::object()}}) {
    CAPTURE(kind);
    IntakeOffice door;
    door.say("wamid.1", "originale");
    const auto ticket = door.office.ask("SELECT revision FROM ticket");
    const auto message = door.office.ask("SELECT revision FROM message");
    take_one(door, amend(door, "wamid.2", kind, what));
    CHECK(door.office.ask("SELECT revision FROM ticket") > ticket);
    CHECK(door.office.ask("SELECT revision FROM message") > message);
  }
}

TEST_CASE("amendments: an edit after our answer gives the turn back, thanks and the office's own do not") {
  {
    IntakeOffice door;
    door.say("wamid.1", "Va bene martedì");
    answered(door);
    take_one(door, amend(door, "wamid.2", "edit", new_words("NON va bene martedì")));
    CHECK(text_of(door, "SELECT state || ' ' || unread || ' ' || preview FROM ticket") ==
          "open 1 NON va bene martedì");
    CHECK(door.office.ask("SELECT waiting_since FROM ticket") ==
          door.office.now().time_since_epoch().count());
  }
  {
    IntakeOffice door;
    door.say("wamid.1", "Grazie");
    answered(door);
    take_one(door, amend(door, "wamid.2", "edit", new_words("Grazie mille!")));
    CHECK(text_of(door, "SELECT state FROM ticket") == "waiting");
    take_one(door, amend(door, "wamid.3", "reaction", {{"emoji", "👍"}}));
    CHECK(text_of(door, "SELECT state FROM ticket") == "waiting");
  }
  {
    IntakeOffice door;
    door.say("wamid.1", "Buongiorno");
    answered(door);
    Json value = {{"metadata", {{"phone_number_id", "106540352242922"}}}};
    Json edit = amend(door, "wamid.2", "edit", new_words("dal telefono"));
    edit["to"] = edit["from"];
    edit["from"] = "390700001234";
    value["message_echoes"] = Json::array({edit});
    door.take(body({{{"field", "smb_message_echoes"}, {"value", value}}}));
    CHECK(text_of(door, "SELECT state FROM ticket") == "waiting");
    CHECK(door.office.ask("SELECT by_office FROM amendment") == 1);
  }
}

TEST_CASE("amendments: an edit of a closed case reopens it within a week, and not later") {
  for (const auto& [days, state] : {std::pair(3, "open"), std::pair(30, "closed")}) {
    IntakeOffice door;
    door.say("wamid.1", "Buongiorno");
    answered(door);
    door.office.run("UPDATE ticket SET state = 'closed', outcome = 'answered', closed_at = " +
                    std::to_string(door.office.now().time_since_epoch().count()));
    door.office.set_now(door.office.now() + hours(24 * days));
    take_one(door, amend(door, "wamid.2", "edit", new_words("Anzi no")));
    CHECK(text_of(door, "SELECT state FROM ticket") == state);
  }
}

TEST_CASE("amendments: the new words are found, and those from before, also when the edit came first") {
  IntakeOffice door;
  door.say("wamid.1", "originale");
  door.office.index();
  take_one(door, amend(door, "wamid.2", "edit", new_words("martedì")));
  take_one(door, amend(door, "wamid.3", "edit", new_words("giovedì")));
  CHECK(search(*door.office, {.query = "giovedi"}).hits.size() == 1);
  CHECK(search(*door.office, {.query = "originale"}).hits.size() == 1);
  CHECK(search(*door.office, {.query = "martedi"}).hits.size() == 1);
  CHECK(search(*door.office, {.query = "originale giovedi"}).hits.size() == 1);
  take_one(door, amend(door, "wamid.5", "edit", new_words("corretto"), "wamid.4"));
  door.say("wamid.4", "sbagliato");
  for (const bool indexed : {false, true}) {
    if (indexed) door.office.index();
    CHECK(search(*door.office, {.query = "corretto"}).hits.size() == 1);
    CHECK(search(*door.office, {.query = "sbagliato"}).hits.size() == 1);
  }
}

TEST_CASE("quotes: what came before the message it quotes finds it later") {
  IntakeOffice door;
  auto quoting = text_message("wamid.2", "Su questo", door.office.now());
  quoting["context"] = {{"id", "wamid.9"}};
  take_one(door, quoting);
  CHECK(door.office.ask("SELECT quote IS NULL FROM message") == 1);
  const auto exported = door.office.ask("SELECT max(id) FROM event");
  door.say("wamid.9", "questo");
  CHECK(door.office.ask("SELECT quote FROM message WHERE wamid = 'wamid.2'") == 2);
  // The next export of what changed has it again.
  CHECK(door.office.ask("SELECT revision FROM message WHERE wamid = 'wamid.2'") > exported);
}

TEST_CASE("responders: words that WhatsApp gives to another are kept with the contact, and counted") {
  IntakeOffice door;
  const auto at = door.office.now();
  Json value = {{"metadata", {{"phone_number_id", "106540352242922"}}},
                {"standby",
                 {{"messages", Json::array({text_message("wamid.1", "Aiuto", at),
                                            text_message("wamid.2", "C'è nessuno?", at)})}}}};
  const auto receipt = door.take(body({{{"field", "standby"}, {"value", value}}}));
  CHECK(receipt.messages == 2);
  CHECK(door.office.ask("SELECT count(*) FROM ticket") == 0);
  CHECK(door.office.ask("SELECT count(*) FROM service_window") == 0);
  CHECK(door.office.ask("SELECT messages FROM responder") == 2);
  CHECK(door.office.ask("SELECT count(*) FROM message WHERE ticket IS NULL AND direction = 'in'") == 2);
  CHECK(text_of(door, "SELECT value FROM message_fact WHERE name = 'responder'") == "standby");
  const auto health = office_status(*door.office).health;
  CHECK(std::any_of(health.begin(), health.end(),
                    [](const auto& line) { return line.code == "another_responder"; }));
  door.say("wamid.3", "E voi?");  // to us again
  CHECK(door.office.ask("SELECT count(*) FROM responder") == 0);
  CHECK(door.office.ask("SELECT count(*) FROM ticket") == 1);
}

TEST_CASE("history: messages of the past stand with the contact; they open nothing and start no clock") {
  IntakeOffice door;
  auto sent = text_message("wamid.2", "Venga alle nove", door.office.now());
  sent["from"] = "390700001234";
  sent["to"] = "393330000102";
  Json value = {
      {"metadata", {{"phone_number_id", "106540352242922"}, {"display_phone_number", "390700001234"}}},
      {"history",
       Json::array(
           {{{"threads",
              Json::array({{{"id", "393330000102"},
                            {"messages", Json::array({text_message("wamid.1", "A che ora aprite?",
                                                                   door.office.now() - std::chrono::hours(1)),
                                                      sent})}}})}}})}};
  const auto receipt = door.take(body({{{"field", "history"}, {"value", value}}}));
  CHECK(receipt.messages == 1);  // the other is ours
  CHECK(receipt.unhandled == 0);
  CHECK(door.office.ask("SELECT count(*) FROM contact") == 1);
  CHECK(door.office.ask("SELECT count(*) FROM message WHERE ticket IS NULL") == 2);
  CHECK(text_of(door, "SELECT group_concat(direction) FROM message") == "in,out");
  for (const char* nothing : {"ticket", "service_window", "responder"})
    CHECK(door.office.ask("SELECT count(*) FROM " + std::string(nothing)) == 0);
}

TEST_CASE(
    "groups: what is written in a group opens no window, releases nothing and is not answered privately") {
  auto settings = TestOffice::default_settings();
  settings.topics.push_back({"meteo", "Meteo", {"METEO ON"}, {"METEO OFF"}, true});
  IntakeOffice door(settings);
  auto message = text_message("wamid.1", "Nel gruppo", door.office.now());
  message["group_id"] = "120363040000000000@g.us";
  take_one(door, message);
  auto word = text_message("wamid.2", "METEO ON", door.office.now());
  word["group_id"] = "120363040000000000@g.us";
  take_one(door, word);
  CHECK(door.office.ask("SELECT count(*) FROM service_window") == 0);
  CHECK(door.office.ask("SELECT count(*) FROM outbox") == 0);
  CHECK(door.office.ask("SELECT count(*) FROM message_fact WHERE name = 'group'") == 2);
}

TEST_CASE("account: what restricts another number of the account is kept, and stops nothing here") {
  IntakeOffice door;
  Json named = change(Json::array({text_message("wamid.1", "Buongiorno", door.office.now())}));
  named["value"]["metadata"]["display_phone_number"] = "39 070 000 1234";
  door.take(body({named}));
  const auto restricted = [&](const std::string& number) {
    const Json value = {
        {"phone_number", number},
        {"event", "ACCOUNT_RESTRICTION"},
        {"restriction_info", Json::array({{{"restriction_type", "RESTRICTED_BIZ_INITIATED_MESSAGING"}}})}};
    door.take(body({{{"field", "account_update"}, {"value", value}}}));
    return door.office.ask("SELECT count(*) FROM channel WHERE stopped_since IS NOT NULL");
  };
  CHECK(restricted("390700009999") == 0);
  CHECK(door.office.ask("SELECT count(*) FROM channel_event WHERE alert = 1") == 0);
  CHECK(restricted("+39 0700 001234") == 1);
}

TEST_CASE("echoes: an answer from the office's telephone gives the turn to the citizen") {
  IntakeOffice door;
  door.say("wamid.1", "Quando aprite?");
  Json echo = text_message("wamid.2", "Alle nove", door.office.now(), "390700001234");
  echo["to"] = "393330000102";
  const Json value = {{"metadata", {{"phone_number_id", "106540352242922"}}},
                      {"message_echoes", Json::array({echo})}};
  door.take(body({{{"field", "smb_message_echoes"}, {"value", value}}}));
  CHECK(text_of(door,
                "SELECT state || ' ' || (waiting_since IS NULL) || ' ' || (first_answered_at IS NOT NULL)"
                " FROM ticket") == "waiting 1 1");
}

TEST_CASE("amendments: what comes before its message finds it later") {
  IntakeOffice door;
  const auto at = std::to_string(door.office.now().time_since_epoch().count());
  take_one(door, {{"from", "393330000102"},
                  {"id", "wamid.9"},
                  {"timestamp", at},
                  {"type", "reaction"},
                  {"reaction", {{"message_id", "wamid.1"}, {"emoji", "👍"}}}});
  CHECK(door.office.ask("SELECT count(*) FROM amendment WHERE target IS NULL") == 1);
  door.say("wamid.1", "arrivo dopo");
  CHECK(door.office.ask("SELECT count(*) FROM amendment WHERE target = 1") == 1);
}

TEST_CASE("statuses: of messages that are not ours they are kept, once") {
  IntakeOffice door;
  Json value = {
      {"metadata", {{"phone_number_id", "106540352242922"}}},
      {"statuses", Json::array({{{"id", "wamid.7"}, {"status", "delivered"}, {"timestamp", "1795420000"}},
                                {{"id", "wamid.7"}, {"status", "delivered"}, {"timestamp", "1795420000"}}})}};
  const auto receipt = door.take(body({{{"field", "messages"}, {"value", value}}}));
  CHECK(receipt.statuses == 1);
  CHECK(receipt.duplicates == 1);
  CHECK(door.office.ask("SELECT count(*) FROM delivery") == 1);
}

TEST_CASE("numbers: what is for another number of the account is kept apart, unhandled") {
  auto settings = TestOffice::default_settings();
  settings.whatsapp.phone_number_id = "106540352242922";
  IntakeOffice door(settings);
  const auto ours = change(Json::array({text_message("wamid.1", "a noi", door.office.now())}));
  const auto theirs =
      change(Json::array({text_message("wamid.1", "ad altri", door.office.now())}), Json::array(), "999");
  const auto receipt = door.take(body({ours, theirs}));
  CHECK(receipt.messages == 1);
  CHECK(receipt.unhandled == 1);
  CHECK(text_of(door, "SELECT text FROM message") == "a noi");
}

TEST_CASE("replay: what was not understood is projected when it is, and nothing twice") {
  auto settings = TestOffice::default_settings();
  settings.whatsapp.phone_number_id = "999";
  IntakeOffice door(settings);
  door.say("wamid.1", "per un altro numero");
  CHECK(door.office.ask("SELECT count(*) FROM message") == 0);
  (*door.office).local().options.settings.whatsapp.phone_number_id = "106540352242922";
  CHECK(replay(*door.office, {false, true}).messages == 1);
  CHECK(door.office.ask("SELECT count(*) FROM message") == 0);  // a dry run
  const auto first = replay(*door.office, {});
  CHECK(first.messages == 1);
  CHECK(first.unhandled == 0);
  CHECK(door.office.ask("SELECT count(*) FROM message") == 1);
  CHECK(replay(*door.office, {}).parts == 0);
  const auto whole = replay(*door.office, {true, false});
  CHECK(whole.duplicates == 1);
  CHECK(door.office.ask("SELECT count(*) FROM message") == 1);
  CHECK(text_of(door, "SELECT outcome FROM journal_part") == "projected");
}

TEST_CASE("replay: a placeholder that is filled in is found by its words, although it was indexed before") {
  IntakeOffice door;
  Json odd = text_message("wamid.1", "parola nuova", door.office.now());
  odd["type"] = "hologram";
  odd.erase("text");
  take_one(door, odd);
  door.office.index();
  CHECK(search(*door.office, {.query = "nuova"}).hits.empty());
  // What a newer urp makes of the same message.
  take_one(door, text_message("wamid.1", "parola nuova", door.office.now()));
  const auto found = search(*door.office, {.query = "nuova"});
  REQUIRE(found.hits.size() == 1);
  CHECK(found.hits.front().ticket == TicketId{1});
  CHECK(door.office.ask("SELECT count(*) FROM message_fact") == 0);
}

TEST_CASE("replay: a placeholder that had a file or a card keeps the file, and has the card once") {
  for (const bool photo : {true, false}) {
    IntakeOffice door;
    Json odd = text_message("wamid.1", "", door.office.now());
    odd.erase("text");
    odd["type"] = "novelty";
    if (photo) {
      odd["image"] = {{"id", "7"}, {"caption", "La buca"}};
    } else {
      odd["contacts"] = Json::array({{{"name", {{"formatted_name", "Idraulico"}}}}});
    }
    take_one(door, odd);
    CHECK(text_of(door, "SELECT text FROM message") == (photo ? "La buca" : "Idraulico"));
    odd["type"] = photo ? "image" : "contacts";
    take_one(door, odd);
    CHECK(door.office.ask("SELECT count(*) FROM message_fact") == 0);
    CHECK(door.office.ask("SELECT count(*) FROM media") == (photo ? 1 : 0));
    CHECK(door.office.ask("SELECT count(*) FROM card_line") == (photo ? 0 : 1));
  }
}

TEST_CASE("replay: nobody is written to because of what is projected again") {
  auto settings = TestOffice::default_settings();
  settings.whatsapp.phone_number_id = "999";
  settings.topics.push_back({"meteo", "Meteo", {"METEO ON"}, {"METEO OFF"}, true});
  IntakeOffice door(settings);
  door.say("wamid.1", "METEO ON");
  (*door.office).local().options.settings.whatsapp.phone_number_id = "106540352242922";
  CHECK(replay(*door.office, {}).messages == 1);
  CHECK(door.office.ask("SELECT count(*) FROM subscription WHERE ended_at IS NULL") == 1);
  CHECK(door.office.ask("SELECT count(*) FROM outbox") == 0);
  door.say("wamid.2", "METEO OFF");  // live, it is confirmed
  CHECK(door.office.ask("SELECT count(*) FROM outbox") == 1);
}

TEST_CASE("replay: a placeholder that a clerk has hidden stays without words when it is understood") {
  IntakeOffice door;
  Json odd = text_message("wamid.1", "parola segreta", door.office.now());
  odd["type"] = "hologram";
  take_one(door, odd);
  door.office.run("UPDATE message SET hidden = 1, ground = 'offensive'");
  take_one(door, text_message("wamid.1", "parola segreta", door.office.now()));
  CHECK(door.office.ask("SELECT text IS NULL FROM message") == 1);
  CHECK(text_of(door, "SELECT value FROM sealed WHERE piece = 'text'") == "parola segreta");
  door.office.index();
  CHECK(search(*door.office, {.query = "segreta"}).hits.empty());
}

TEST_CASE("replay: a whole journal in a fresh database gives the same tickets") {
  IntakeOffice door;
  door.say("wamid.1", "uno", "393330000101");
  door.say("wamid.2", "due", "393330000102");
  door.say("wamid.3", "tre", "393330000101");
  for (const char* table : {"event_detail", "event", "message_fact", "message", "ticket", "service_window",
                            "identity", "contact"}) {
    door.office.run(std::string("DELETE FROM ") + table);
  }
  const auto result = replay(*door.office, {true, false});
  CHECK(result.messages == 3);
  CHECK(door.office.ask("SELECT count(*) FROM ticket") == 2);
  CHECK(door.office.ask("SELECT max(messages) FROM ticket") == 2);
}
