// One person, one record: whatever identities bodies name, in whatever order and mixture they come.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include <urp/desk/contact.hpp>
#include <urp/desk/inbox.hpp>
#include <urp/desk/reply.hpp>
#include <urp/desk/topic.hpp>

#include "domain/contact_spelling.hpp"
#include "intake_bodies.hpp"
#include "store/contact_lookup.hpp"
#include "store/contacts.hpp"

using namespace urp;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

const std::string user = "IT.13491208655302741918", other_user = "IT.20000000000000000002";
constexpr const char *phone = "393330000102", *other_phone = "393330000199";

Settings with_topic() {
  auto settings = TestOffice::default_settings();
  settings.topics.push_back({"meteo", "Meteo", {"METEO ON"}, {"METEO OFF"}, false});
  return settings;
}

std::string seconds(TimePoint at) {
  return std::to_string(at.time_since_epoch().count());
}

/// Empty: not named.
Json message(const std::string& wamid, const std::string& text, TimePoint at, const std::string& from,
             const std::string& user_id) {
  auto made = text_message(wamid, text, at, from);
  if (from.empty()) made.erase("from");
  if (!user_id.empty()) made["from_user_id"] = user_id;
  return made;
}

Json moved(const std::string& wamid, TimePoint at, const std::string& from, const std::string& old_id,
           const std::string& to, const std::string& new_id) {
  Json system = {{"type", to.empty() ? "user_changed_user_id" : "user_changed_number"}, {"body", "changed"}};
  if (!to.empty()) system["wa_id"] = to;
  if (!new_id.empty()) system["user_id"] = new_id;
  if (!old_id.empty()) system["previous_user_id"] = old_id;
  Json made = {{"id", wamid}, {"timestamp", seconds(at)}, {"type", "system"}, {"system", system}};
  if (!from.empty()) made["from"] = from;
  if (!old_id.empty()) made["from_user_id"] = old_id;
  return made;
}

class People {
 public:
  explicit People(Settings settings = with_topic()) : door(std::move(settings)) {}
  Receipt take(const Json& one) { return door.take(body({change(Json::array({one}))})); }
  std::int64_t ask(const std::string& sql) { return door.office.ask(sql); }
  std::string text(const std::string& sql) {
    const auto db = door.office.read();
    auto query = db.query_once(sql);
    return query.step() ? query.string(0) : "(no row)";
  }
  TimePoint now() { return door.office.now(); }
  std::int64_t records() { return ask("SELECT count(*) FROM contact WHERE merged_into IS NULL"); }
  void wants(const std::string& value, const std::string& who_kind, const std::string& who, TimePoint at) {
    const Json preference = {{who_kind, who},
                             {"category", "marketing_messages"},
                             {"value", value},
                             {"timestamp", at.time_since_epoch().count()}};
    const Json told = {{"metadata", {{"phone_number_id", "106540352242922"}}},
                       {"user_preferences", Json::array({preference})}};
    CHECK(door.take(body({{{"field", "user_preferences"}, {"value", told}}})).answer.status == 200);
  }

  IntakeOffice door;
};

}  // namespace

TEST_CASE("persons: what one body names together is one person, with all that both records had") {
  People people;
  people.take(message("wamid.1", "METEO ON", people.now() - hours(3), phone, ""));
  people.take(message("wamid.2", "Buca in via Roma", people.now() - hours(2), phone, ""));
  people.take(message("wamid.3", "METEO ON", people.now() - hours(1), "", user));
  people.take(message("wamid.4", "Lampione spento", people.now() - minutes(50), "", user));
  people.door.office.run("UPDATE contact SET note = 'preferisce la mattina' WHERE id = 2");
  REQUIRE(people.records() == 2);
  people.take(message("wamid.5", "Novità?", people.now(), phone, user));
  CHECK(people.records() == 1);
  CHECK(people.ask("SELECT count(DISTINCT contact) FROM ticket") == 1);
  CHECK(people.ask("SELECT count(DISTINCT contact) FROM message") == 1);
  CHECK(people.ask("SELECT count(*) FROM message WHERE direction = 'in'") == 5);
  CHECK(people.ask("SELECT count(*) FROM identity WHERE contact = 1 AND valid_to IS NULL") == 2);
  CHECK(people.ask("SELECT count(*) FROM subscription WHERE ended_at IS NULL") == 1);
  CHECK(people.ask("SELECT count(*) FROM event WHERE verb = 'contact_merge' AND ticket IS NULL") == 1);
  const auto page = show_contact(*people.door.office, "c2");  // its number leads there for ever
  CHECK(page.contact.id == ContactId{1});
  CHECK(page.merged == std::vector<ContactId>{ContactId{2}});
  CHECK(page.note == "preferisce la mattina");
}

TEST_CASE("persons: no row of any table names a record that joined, but what it had twice") {
  People people;
  people.take(message("wamid.1", "Buca", people.now() - hours(2), phone, ""));
  people.take(message("wamid.2", "Lampione", people.now() - hours(1), "", user));
  Json reaction = {{"id", "wamid.3"},
                   {"from_user_id", user},
                   {"timestamp", seconds(people.now())},
                   {"type", "reaction"},
                   {"reaction", {{"message_id", "wamid.2"}, {"emoji", "👍"}}}};
  people.take(reaction);
  people.take(message("wamid.4", "Novità?", people.now(), phone, user));
  std::vector<std::string> tables;
  {
    const auto db = people.door.office.read();
    auto query = db.query_once(
        "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c ON c.name = 'contact' WHERE "
        "m.type = 'table'");
    while (query.step()) tables.push_back(query.string(0));
  }
  CHECK(tables.size() > 10);
  const std::set<std::string> of_the_record = {
      "service_window", "opt_out",      "opt_in",     "read_receipt",     "person_hold",      "responder",
      "block_wish",     "contact_join", "joined_row", "notice_parameter", "notice_recipient", "search_text"};
  for (const auto& table : tables) {
    if (of_the_record.count(table) != 0) continue;
    CHECK_MESSAGE(people.ask("SELECT count(*) FROM " + table + " WHERE contact = 2") == 0, table);
  }
}

TEST_CASE("persons: a status or a reaction that names both joins them too, and makes nobody known") {
  for (const bool status : {true, false}) {
    People people;
    const auto both = [&] {
      if (!status)
        return change(Json::array({{{"id", "wamid.r"},
                                    {"from", phone},
                                    {"from_user_id", user},
                                    {"timestamp", seconds(people.now())},
                                    {"type", "reaction"},
                                    {"reaction", {{"message_id", "wamid.2"}, {"emoji", "👍"}}}}}));
      auto part = change(Json::array());
      part["value"].erase("messages");
      part["value"]["statuses"] = Json::array({{{"id", "wamid.s"},
                                                {"status", "read"},
                                                {"timestamp", seconds(people.now())},
                                                {"recipient_id", phone},
                                                {"recipient_user_id", user}}});
      return part;
    };
    if (status) {
      people.door.take(body({both()}));
      CHECK(people.records() == 0);
      people.door.office.run("DELETE FROM delivery");
      people.door.office.set_now(people.now() + minutes(1));
    }
    people.take(message("wamid.1", "Buca", people.now(), phone, ""));
    people.take(message("wamid.2", "Albero", people.now(), "", user));
    REQUIRE(people.records() == 2);
    people.door.take(body({both()}));
    CHECK(people.records() == 1);
  }
}

TEST_CASE("persons: a later No to a topic stands, whichever record it came to") {
  People people;
  people.take(message("wamid.1", "METEO ON", people.now() - hours(5), phone, ""));
  people.take(message("wamid.2", "METEO ON", people.now() - hours(4), "", user));
  people.take(message("wamid.3", "METEO OFF", people.now() - hours(3), "", user));
  people.take(message("wamid.4", "Buongiorno", people.now(), phone, user));
  CHECK(people.ask("SELECT count(*) FROM subscription WHERE ended_at IS NULL") == 0);
}

TEST_CASE("persons: where an id contradicts and both have cases a clerk decides") {
  People people;
  people.take(message("wamid.1", "Buca", people.now() - hours(3), other_phone, user));
  people.take(message("wamid.2", "Lampione", people.now() - hours(2), phone, ""));
  people.take(message("wamid.3", "Novità?", people.now(), phone, user));
  CHECK(people.records() == 2);
  // Answers to the known contact do not go to another person's thread.
  CHECK(people.ask("SELECT contact FROM identity WHERE value = '393330000102' AND valid_to IS NULL") == 2);
  CHECK(people.ask("SELECT t.contact FROM message m JOIN ticket t ON t.id = m.ticket WHERE m.wamid = "
                   "'wamid.3'") == 1);
  const auto health = office_status(*people.door.office).health;
  const auto proposed =
      std::find_if(health.begin(), health.end(), [](const auto& one) { return one.code == "same_person"; });
  REQUIRE(proposed != health.end());
  CHECK(proposed->message.find("contact merge c2 c1") != std::string::npos);

  SUBCASE("they are one") {
    const auto merged = merge_contacts(*people.door.office, {"c2", "c1", false});
    CHECK(merged.tickets == 1);
    CHECK(people.records() == 1);
    CHECK(people.ask("SELECT count(*) FROM ticket WHERE contact = 1") == 2);
    SUBCASE("and it can be taken back") {
      part_contacts(*people.door.office, "c2", false);
      CHECK(people.records() == 2);
      CHECK(people.ask("SELECT contact FROM ticket WHERE preview = 'Lampione'") == 2);
      CHECK(people.ask("SELECT contact FROM identity WHERE value = '393330000102' AND valid_to IS NULL") ==
            2);
      CHECK(people.ask("SELECT last_inbound_at FROM service_window WHERE contact = 2") ==
            (people.now() - hours(2)).time_since_epoch().count());
      CHECK_FAULT(part_contacts(*people.door.office, "c2", false), Fault::conflict);
    }
  }
  SUBCASE("they are two") {
    keep_contacts_apart(*people.door.office, "c1", "c2");
    people.take(message("wamid.4", "E allora?", people.now(), phone, user));
    for (const auto& one : office_status(*people.door.office).health) CHECK(one.code != "same_person");
  }
}

TEST_CASE("persons: merging a record with itself, or an unknown one, is refused") {
  People people;
  people.take(message("wamid.1", "Buca", people.now(), phone, user));
  CHECK_FAULT(merge_contacts(*people.door.office, {"c1", user, false}), Fault::usage);
  CHECK_FAULT(merge_contacts(*people.door.office, {"c1", "c9", false}), Fault::not_found);
}

TEST_CASE("persons: a dry merge changes nothing") {
  People people;
  people.take(message("wamid.1", "Buca", people.now(), phone, ""));
  people.take(message("wamid.2", "Buca", people.now(), other_phone, ""));
  CHECK(merge_contacts(*people.door.office, {"c1", "c2", true}).tickets == 1);
  CHECK(people.records() == 2);
}

TEST_CASE("persons: the first message from a new number and its system message come in any order") {
  const auto bodies = [](TimePoint now) {
    return std::vector<Json>{
        message("wamid.1", "Buca in via Mameli", now - minutes(50), phone, user),
        moved("wamid.2", now - minutes(40), phone, user, other_phone, other_user),
        message("wamid.3", "Ci sono novità?", now - minutes(30), other_phone, other_user),
    };
  };
  std::vector<int> order = {0, 1, 2};
  do {
    People people;
    for (const int one : order) people.take(bodies(people.now())[static_cast<std::size_t>(one)]);
    CAPTURE(order);
    CHECK(people.records() == 1);
    CHECK(people.ask("SELECT count(*) FROM ticket t WHERE NOT EXISTS (SELECT 1 FROM identity i WHERE "
                     "i.contact = t.contact AND i.valid_to IS NULL AND i.kind IN ('phone', 'user_id'))") ==
          0);
    CHECK(people.text("SELECT group_concat(value, ' ') FROM (SELECT value FROM identity WHERE valid_to IS "
                      "NULL ORDER BY kind)") == std::string(other_phone) + " " + other_user);
    // Whoever has the old number next is somebody else.
    people.take(message("wamid.4", "Buongiorno", people.now(), phone, "IT.3"));
    CHECK(people.records() == 2);
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST_CASE("persons: a changed number ends the old user id, also where the message names none") {
  People people;
  people.take(message("wamid.1", "Buca", people.now() - hours(2), phone, user));
  people.take(moved("wamid.2", people.now() - hours(1), phone, "", other_phone, ""));
  CHECK(people.ask("SELECT count(*) FROM identity WHERE kind = 'user_id' AND valid_to IS NULL") == 0);
  people.take(message("wamid.3", "Novità?", people.now(), other_phone, other_user));
  CHECK(people.records() == 1);
  CHECK(people.text("SELECT value FROM identity WHERE kind = 'user_id' AND valid_to IS NULL") == other_user);
}

TEST_CASE("persons: any order and mixture of identity bodies ends in the same persons, and no case is lost") {
  // Three people; each changes number or id now and then, WhatsApp says so, and a message names the phone,
  // the id, or both. Once at least each phone and id are named together.
  struct Body {
    Json json;
    std::string wamid;
    int person;
  };
  std::mt19937 dice(20261130);  // NOLINT: the same on every run
  const auto throws = [&dice](int sides) { return static_cast<int>(dice() % static_cast<unsigned>(sides)); };
  for (int round = 0; round < 60; ++round) {
    CAPTURE(round);
    const TimePoint begin = TestOffice().now() - hours(20);
    std::vector<Body> bodies;
    std::map<int, std::pair<std::string, std::string>> ends;
    int serial = 0;
    for (int person = 0; person < 3; ++person) {
      int number = 0, id = 0;
      const auto phone_now = [&] { return "39333000" + std::to_string(1000 + person * 100 + number); };
      const auto id_now = [&] { return "IT." + std::to_string(1000 + person * 100 + id); };
      TimePoint at = begin + minutes(person);
      const auto write = [&](bool with_phone, bool with_id) {
        const std::string wamid = "wamid." + std::to_string(++serial);
        at += minutes(5);
        bodies.push_back(
            {message(wamid, "Domanda", at, with_phone ? phone_now() : "", with_id ? id_now() : ""), wamid,
             person});
      };
      write(true, true);
      for (int step = 0; step < 6; ++step) {
        const int what = throws(5);
        if (what == 0) {
          const std::string old_phone = phone_now(), old_id = id_now();
          ++number;
          ++id;
          at += minutes(5);
          bodies.push_back(
              {moved("wamid." + std::to_string(++serial), at, old_phone, old_id, phone_now(), id_now()), "",
               person});
          write(true, true);
        } else if (what == 1) {
          const std::string old_id = id_now();
          ++id;
          at += minutes(5);
          bodies.push_back(
              {moved("wamid." + std::to_string(++serial), at, "", old_id, "", id_now()), "", person});
          write(true, true);
        } else {
          write(what != 2, what != 3);
        }
      }
      ends[person] = {phone_now(), id_now()};
    }
    std::shuffle(bodies.begin(), bodies.end(), dice);
    People people;
    for (const auto& one : bodies) CHECK(people.take(one.json).unhandled == 0);
    CHECK(people.records() == 3);
    std::map<int, std::set<std::int64_t>> records;
    for (const auto& one : bodies) {
      if (one.wamid.empty()) continue;
      records[one.person].insert(
          people.ask("SELECT t.contact FROM message m JOIN ticket t ON t.id = m.ticket WHERE m.wamid = '" +
                     one.wamid + "'"));
    }
    for (const auto& [person, found] : records) {
      CHECK(found.size() == 1);
      const auto page = show_contact(*people.door.office, "c" + std::to_string(*found.begin()));
      CHECK(page.contact.phone == "+" + ends[person].first);
      CHECK(page.contact.user_id == ends[person].second);
    }
    CHECK(people.ask("SELECT count(*) FROM identity WHERE valid_to IS NULL AND kind = 'phone'") == 3);
    CHECK(people.ask("SELECT count(*) FROM identity WHERE valid_to IS NULL AND kind = 'user_id'") == 3);
  }
}

TEST_CASE("persons: a number that was handed on is its new owner's, in whatever order the bodies come") {
  for (const bool late : {false, true}) {
    People people;
    const auto first = message("wamid.1", "io", people.now() - hours(2), phone, user),
               second = message("wamid.2", "un altro", people.now() - hours(1), phone, other_user);
    people.take(late ? second : first);
    people.take(late ? first : second);
    CHECK(people.records() == 2);
    CHECK(people.ask("SELECT count(DISTINCT contact) FROM ticket") == 2);
    CHECK(people.ask("SELECT p.contact = u.contact FROM identity p JOIN identity u ON u.value = '" +
                     other_user + "' WHERE p.value = '393330000102' AND p.valid_to IS NULL") == 1);
  }
}

TEST_CASE("persons: a switch or a reaction of the new owner of a number is not the former one's") {
  People people;
  people.take(message("wamid.1", "Buca", people.now() - hours(2), phone, user));
  const Json preference = {{"wa_id", phone},
                           {"user_id", other_user},
                           {"category", "marketing_messages"},
                           {"value", "stop"},
                           {"timestamp", people.now().time_since_epoch().count()}};
  const Json told = {{"metadata", {{"phone_number_id", "106540352242922"}}},
                     {"user_preferences", Json::array({preference})}};
  people.door.take(body({{{"field", "user_preferences"}, {"value", told}}}));
  CHECK(people.ask("SELECT count(*) FROM opt_out") == 0);
  Json reaction = {{"id", "wamid.2"},
                   {"from", phone},
                   {"from_user_id", other_user},
                   {"timestamp", seconds(people.now())},
                   {"type", "reaction"},
                   {"reaction", {{"message_id", "wamid.unknown"}, {"emoji", "👍"}}}};
  people.take(reaction);
  CHECK(people.ask("SELECT contact <> (SELECT contact FROM ticket) FROM amendment") == 1);
}

TEST_CASE("persons: the number that somebody shares when asked is theirs, any other card is not") {
  People people;
  people.take(message("wamid.1", "Buongiorno", people.now(), "", user));
  const auto card = [&](const char* wamid, const char* origin, const char* shared) {
    return Json{{"from_user_id", user},
                {"id", wamid},
                {"timestamp", seconds(people.now())},
                {"type", "contacts"},
                {"contacts", Json::array({{{"origin", origin},
                                           {"name", {{"formatted_name", "Sara"}}},
                                           {"phones", Json::array({{{"phone", "+" + std::string(shared)},
                                                                    {"wa_id", shared}}})}}})}};
  };
  people.take(card("wamid.2", "other", other_phone));
  CHECK(people.ask("SELECT count(*) FROM identity WHERE kind = 'phone'") == 0);
  people.take(card("wamid.3", "contact_request", phone));
  CHECK(people.text("SELECT value FROM identity WHERE kind = 'phone'") == phone);
  CHECK(people.records() == 1);
}

TEST_CASE(
    "persons: a shared number without a wa_id is spelled as people do: of Italy where no country stands") {
  for (const char* spelled :
       {"333 000 0102", "+39 333 000 0102", "0039 333-000-0102", "\u202a+39 333 000 0102\u202c"}) {
    CAPTURE(spelled);
    People people;
    people.take(Json{{"from_user_id", user},
                     {"id", "wamid.1"},
                     {"timestamp", seconds(people.now())},
                     {"type", "contacts"},
                     {"contacts", Json::array({{{"origin", "contact_request"},
                                                {"phones", Json::array({{{"phone", spelled}}})}}})}});
    CHECK(people.text("SELECT value FROM identity WHERE kind = 'phone'") == "393330000102");
  }
}

TEST_CASE("persons: wa_id with a plus is the same number; a name that nobody can see is none") {
  People people;
  people.take(message("wamid.1", "Buca", people.now(), phone, ""));
  people.take(message("wamid.2", "Novità?", people.now(), "+393330000102", ""));
  CHECK(people.records() == 1);
  for (const char* name : {" ", "\u3164", "\u200b\u200e", "\u2800 \ufe0f"}) {
    people.door.take(
        body({change(Json::array({message("wamid.n" + std::string(name), "Ciao", people.now(), phone, "")}),
                     Json::array({contact(phone, name)}))}));
  }
  CHECK(people.ask("SELECT profile_name IS NULL FROM contact WHERE id = 1") == 1);
}

TEST_CASE("persons: nothing goes to a person without any number or id; the clerk hears why") {
  People people;
  people.take(message("wamid.1", "Buca", people.now(), phone, ""));
  people.door.office.run("UPDATE identity SET valid_to = valid_from");
  ReplyRequest request;
  request.ticket = {1};
  request.text = "Arriviamo.";
  CHECK_FAULT(reply(*people.door.office, request), Fault::refused);
}

TEST_CASE("windows: an older message that comes later does not shorten the window, a newer one extends it") {
  People people;
  people.take(message("wamid.2", "seconda", people.now(), phone, ""));
  people.take(message("wamid.1", "prima", people.now() - hours(5), phone, ""));
  CHECK(people.ask("SELECT last_inbound_at FROM service_window") == people.now().time_since_epoch().count());
}

TEST_CASE("consents: what the person said last counts, whatever comes last") {
  People people;
  people.take(message("wamid.2", "METEO OFF", people.now() - hours(1), phone, ""));
  people.take(message("wamid.3", "METEO ON", people.now() - hours(3), phone, ""));
  CHECK(people.ask("SELECT count(*) FROM subscription") == 0);  // nobody subscribed yet when the No came
  people.take(message("wamid.4", "METEO ON", people.now() - minutes(30), phone, ""));
  people.take(message("wamid.5", "METEO OFF", people.now() - minutes(10), phone, ""));
  people.take(message("wamid.6", "METEO ON", people.now() - minutes(20), phone, ""));
  CHECK(people.ask("SELECT count(*) FROM subscription WHERE ended_at IS NULL") == 0);
}

TEST_CASE("consents: to and fro in one afternoon costs one message for each word") {
  People people;
  for (int i = 0; i < 6; ++i) {
    people.take(message("wamid.on" + std::to_string(i), "METEO ON", people.now(), phone, ""));
    people.take(message("wamid.off" + std::to_string(i), "METEO OFF", people.now(), phone, ""));
    people.door.office.set_now(people.now() + minutes(10));
  }
  CHECK(people.ask("SELECT count(*) FROM message WHERE direction = 'out'") == 2);
  people.door.office.set_now(people.now() + hours(12));
  people.take(message("wamid.on", "METEO ON", people.now(), phone, ""));
  CHECK(people.ask("SELECT count(*) FROM message WHERE direction = 'out'") == 3);
}

TEST_CASE("opt-out: who asks anew takes back a stop at WhatsApp; an older stop that comes late is nothing") {
  People people;
  people.take(message("wamid.1", "METEO ON", people.now() - hours(5), phone, ""));
  people.wants("stop", "wa_id", phone, people.now() - hours(4));
  CHECK(people.ask("SELECT count(*) FROM opt_out") == 1);
  CHECK(show_contact(*people.door.office, "c1").opted_out_at == people.now() - hours(4));
  CHECK(list_subscriptions(*people.door.office, "c1").front().opted_out_at.has_value());
  people.wants("stop", "wa_id", phone, people.now() - hours(3));
  people.wants("resume", "wa_id", phone, people.now() - hours(4));  // older than the last stop
  CHECK(people.ask("SELECT count(*) FROM opt_out") == 1);
  people.take(message("wamid.2", "METEO ON", people.now() - hours(2), phone, ""));
  CHECK(people.ask("SELECT count(*) FROM opt_out") == 0);
  people.wants("stop", "wa_id", phone, people.now() - hours(3));
  CHECK(people.ask("SELECT count(*) FROM opt_out") == 0);
  people.wants("stop", "wa_id", phone, people.now() - hours(1));
  CHECK(people.ask("SELECT count(*) FROM opt_out") == 1);
}

TEST_CASE("phones: a mobile that begins with 39 is Italian without its country as with it") {
  People people;
  people.take(message("wamid.1", "Buca", people.now(), "393921234567", ""));
  const auto db = people.door.office.read();
  for (const char* spelling :
       {"392 123 4567", "+39 392 123 4567", "0039 392 1234567", "393921234567", "392.123.4567"}) {
    CHECK_MESSAGE(store::find_contact(db, spelling) == ContactId{1}, spelling);
    CHECK_MESSAGE(phone_digits(spelling) == "393921234567", spelling);
  }
  CHECK_FALSE(store::find_contact(db, "+392 123 4567").has_value());  // another country's
}

TEST_CASE("ids: quotes, reactions and edits find a message by its id in the other scope") {
  const std::string by_phone = "wamid.HBgMMzkzMzMwMDAwMTAyFRQAEhgUQTU2NjU1NDVDMjQyREIzMzI3NTUA",
                    by_user = "wamid.HBgUSVQuMTQ0MjczODIzMDk0MTAwMjEVFAASGBRBNTY2NTU0NUMyNDJEQjMzMjc1NQA=";
  People people;
  const auto reaction = [&](const std::string& id) {
    return Json{{"id", id},
                {"from", phone},
                {"timestamp", seconds(people.now())},
                {"type", "reaction"},
                {"reaction", {{"message_id", by_user}, {"emoji", "👍"}}}};
  };
  people.take(message("wamid.0", "Buongiorno", people.now() - hours(60), phone, ""));
  people.take(reaction("wamid.early"));  // before its message
  people.take(message(by_phone, "Buca in via Roma", people.now(), phone, ""));
  const auto ticket = people.ask("SELECT max(id) FROM ticket");
  people.door.office.run("UPDATE ticket SET state = 'routed', waiting_since = NULL");
  people.take(reaction("wamid.late"));
  CHECK(people.ask("SELECT count(*) FROM amendment WHERE target IS NOT NULL") == 2);
  auto quoting = message("wamid.quote", "È peggiorata", people.now(), phone, "");
  quoting["context"] = {{"id", by_user}, {"from", phone}};
  people.take(quoting);
  CHECK(people.ask("SELECT ticket FROM message WHERE wamid = 'wamid.quote'") == ticket);
  CHECK(people.ask("SELECT quote IS NOT NULL FROM message WHERE wamid = 'wamid.quote'") == 1);
  // Of somebody else it is not the same message.
  auto stranger = message("wamid.stranger", "Anche qui", people.now(), other_phone, "");
  stranger["context"] = {{"id", by_user}, {"from", other_phone}};
  people.take(stranger);
  CHECK(people.ask("SELECT quote IS NULL FROM message WHERE wamid = 'wamid.stranger'") == 1);
}
