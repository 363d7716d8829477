// A person is forgotten: nothing of them is left, the chain holds, and an older state knows them again.
#include <doctest/doctest.h>

#include <urp/desk/audit.hpp>
#include <urp/desk/person.hpp>
#include <urp/desk/purge.hpp>
#include <urp/error.hpp>

#include "db/audit.hpp"
#include "office/local.hpp"
#include "store/erase.hpp"
#include "test_office.hpp"

using namespace urp;

namespace {

const std::string marker = "zanzibar";

struct Person {
  TestOffice office;
  ContactId contact;
  TicketId ticket;

  explicit Person(Settings settings = TestOffice::default_settings()) : office(std::move(settings)) {
    ContactRow row;
    row.name = "Maria " + marker;
    row.profile_name = marker;
    row.username = marker;
    row.last_inbound_at = office.now();
    contact = office.add_contact(row);
    TicketRow closed;
    closed.contact = contact;
    closed.state = TicketState::closed;
    closed.preview = marker;
    closed.tags = {marker};
    ticket = office.add_ticket(closed);
    for (const auto direction : {Direction::in, Direction::out, Direction::note}) {
      MessageRow message;
      message.ticket = ticket;
      message.direction = direction;
      message.text = "parola " + marker;
      message.wamid = "wamid." + marker + std::string(to_name(direction));
      if (direction == Direction::out) message.status = "sent";
      office.add_message(message);
    }
    {
      auto db = office.write();
      db.record("subject", ticket, std::nullopt, {{"subject", std::nullopt, marker}});
      db.record("contact_note", std::nullopt, std::nullopt,
                {{"contact", std::nullopt, to_string(contact)}, {"note", std::nullopt, marker}});
      db.commit();
    }
    office.index();
  }
  /// In how many values of all tables it stands, however they are called.
  std::int64_t found(const std::string& word) {
    std::int64_t count = 0;
    const auto db = office.read();
    for (const auto& table : db.all<std::string>(
             "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search_index%'")) {
      for (const auto& column : db.all<std::string>("SELECT name FROM pragma_table_info(?)", table)) {
        const std::string sql = "SELECT count(*) FROM \"" + table + "\" WHERE instr(CAST(\"" + column +
                                "\" AS BLOB), CAST('" + word + "' AS BLOB)) > 0";
        count += db.value<std::int64_t>(sql);
      }
    }
    return count;
  }
  std::int64_t hits() {
    return office.ask("SELECT count(*) FROM search_index WHERE search_index MATCH '" + marker + "'");
  }
};

Settings with_supervisor(const std::string& name) {
  auto settings = TestOffice::default_settings();
  settings.roles.supervisor = {name};
  return settings;
}

Settings with_retention(bool authorisation) {
  auto settings = TestOffice::default_settings();
  settings.retention.push_back({"ordinaria", {TicketKind::request}, std::chrono::days(30), authorisation});
  return settings;
}

}  // namespace

TEST_CASE("erase: no value of any table holds a word of the person, and the chain holds") {
  Person person;
  REQUIRE(person.found(marker) > 8);
  REQUIRE(person.hits() > 0);
  const auto result = erase_contact(*person.office, {to_string(person.contact), false});
  CHECK(result.tickets == 1);
  CHECK(result.messages == 3);
  CHECK(person.found(marker) == 0);
  CHECK(person.found("393330000102") == 0);
  CHECK(person.hits() == 0);
  const auto chain = db::check_chain(person.office.read());
  CHECK(chain.faults.empty());
  CHECK(chain.erased > 0);
  CHECK(person.office.ask("SELECT count(*) FROM ticket WHERE state = 'closed'") == 1);
  CHECK(person.office.ask("SELECT count(*) FROM event WHERE verb = 'contact_erase'") == 1);
  REQUIRE(result.kept.size() >= 2);
  CHECK(result.kept.front().what == "cases");
}

TEST_CASE("erase: a dry run says the same and changes nothing") {
  Person person;
  const auto before = person.found(marker);
  CHECK(erase_contact(*person.office, {to_string(person.contact), true}).messages == 3);
  CHECK(person.found(marker) == before);
  CHECK(person.office.ask("SELECT count(*) FROM erasure") == 0);
}

TEST_CASE("erase: refused while a case is open, on hold, or for who is no supervisor") {
  Person open;
  open.office.run("UPDATE ticket SET state = 'open', closed_at = NULL, waiting_since = 1");
  CHECK_FAULT(erase_contact(*open.office, {"c1", false}), Fault::refused);
  Person held;
  hold_contact(*held.office, {"c1", held.office.now() + std::chrono::hours(24), "ricorso", false});
  CHECK_FAULT(erase_contact(*held.office, {"c1", false}), Fault::refused);
  held.office.set_now(held.office.now() + std::chrono::hours(25));
  CHECK_NOTHROW(erase_contact(*held.office, {"c1", true}));
  hold_contact(*held.office, {"c1", std::nullopt, std::nullopt, false});
  CHECK_FAULT(erase_contact(*held.office, {"c1", true}), Fault::refused);
  CHECK(hold_contact(*held.office, {"c1", std::nullopt, std::nullopt, true}).changed);
  CHECK_NOTHROW(erase_contact(*held.office, {"c1", true}));
  // The clerk is maria, the login mserra.
  Person other(with_supervisor("maria"));
  CHECK_FAULT(erase_contact(*other.office, {"c1", true}), Fault::refused);
  Person right(with_supervisor("mserra"));
  CHECK_NOTHROW(erase_contact(*right.office, {"c1", true}));
}

TEST_CASE("erase: a record that was merged into the person's goes with it") {
  Person person;
  ContactRow row;
  row.name = "Altro " + marker;
  row.phone = "393330000199";
  const auto other = person.office.add_contact(row);
  person.office.run("UPDATE contact SET merged_into = 1 WHERE id = " + std::to_string(other.value));
  erase_contact(*person.office, {"c1", false});
  CHECK(person.found(marker) == 0);
  CHECK(person.found("393330000199") == 0);
}

TEST_CASE("erase: the register knows the person again, and not who comes later") {
  Person person;
  std::vector<store::RegisterLine> lines;
  {
    Person erased;
    // The same office at a later time: the same secret.
    erased.office.run("UPDATE secret SET value = x'" + std::string(64, 'a') + "'");
    erase_contact(*erased.office, {"c1", false});
    lines = store::list_register(erased.office.read());
  }
  person.office.run("UPDATE secret SET value = x'" + std::string(64, 'a') + "'");
  person.office.set_now(person.office.now() + std::chrono::hours(1));
  ContactRow later;
  later.name = "Nuovo";
  later.phone = "393330000177";
  person.office.add_contact(later);
  {
    auto db = person.office.write();
    store::add_to_register(db, lines);
    CHECK(store::apply_register(db) == 1);
    CHECK(store::apply_register(db) == 0);
    db.commit();
  }
  CHECK(person.found(marker) == 0);
  CHECK(person.found("Nuovo") == 1);
  // Who writes again under the same number is somebody new.
  ContactRow again;
  again.name = "Maria di nuovo";
  person.office.add_contact(again);
  auto db = person.office.write();
  CHECK(store::apply_register(db) == 0);
}

TEST_CASE("erase: a message that comes once more is known, without its name being kept") {
  Person person;
  erase_contact(*person.office, {"c1", false});
  const auto db = person.office.read();
  CHECK(store::is_erased_message(db, 1, "wamid." + marker + "in"));
  CHECK_FALSE(store::is_erased_message(db, 1, "wamid.other"));
}

TEST_CASE("erase: whose number begins like theirs keeps what the chain says of them") {
  Person person;
  {
    auto db = person.office.write();
    for (const char* phone : {"3933300001029", "0393330000102", "393330000102"})
      db.record("identity", std::nullopt, std::nullopt, {{"phone", std::nullopt, phone}});
    db.commit();
  }
  erase_contact(*person.office, {"c1", false});
  CHECK(person.office.ask("SELECT count(*) FROM event_detail WHERE body LIKE '%393330000102%'") == 2);
}

TEST_CASE(
    "purge: counts without destroying; what is past its time loses its words, and the register says so") {
  Person person(with_retention(false));
  auto counted = purge(*person.office, {});
  REQUIRE(counted.classes.size() == 1);
  CHECK(counted.classes.front().tickets == 0);
  person.office.set_now(person.office.now() + std::chrono::hours(24 * 31));
  counted = purge(*person.office, {});
  CHECK(counted.classes.front().tickets == 1);
  CHECK(counted.classes.front().messages == 3);
  CHECK(person.office.ask("SELECT count(*) FROM destroyed") == 0);
  CHECK(purge(*person.office, {{}, "", true}).classes.front().destroyed);
  CHECK(person.office.ask("SELECT count(*) FROM message WHERE text IS NOT NULL") == 0);
  CHECK(person.office.ask("SELECT messages FROM destroyed WHERE ticket = 1 AND class = 'ordinaria'") == 3);
  CHECK(person.office.ask("SELECT count(*) FROM contact WHERE name IS NOT NULL") == 1);
  CHECK(db::check_chain(person.office.read()).faults.empty());
  CHECK(purge(*person.office, {}).classes.front().tickets == 0);
  // Nothing is left to be destroyed, and nothing is said to have been.
  CHECK_FALSE(purge(*person.office, {{}, "", true}).classes.front().destroyed);
}

TEST_CASE("purge: needs its authorisation, spares who is on hold, and is a supervisor's") {
  Person person(with_retention(true));
  person.office.set_now(person.office.now() + std::chrono::hours(24 * 31));
  CHECK(purge(*person.office, {{}, "", true}).lacks_authorisation);
  CHECK(person.office.ask("SELECT count(*) FROM destroyed") == 0);
  hold_contact(*person.office, {"c1", std::nullopt, std::nullopt, false});
  const auto held = purge(*person.office, {{"ordinaria"}, "12/2026", true});
  CHECK(held.classes.front().tickets == 0);
  CHECK(held.classes.front().held == 1);
  hold_contact(*person.office, {"c1", std::nullopt, std::nullopt, true});
  purge(*person.office, {{"ordinaria"}, "12/2026", true});
  CHECK(person.office.ask("SELECT count(*) FROM destroyed WHERE authorisation = '12/2026'") == 1);
  CHECK_FAULT(purge(*person.office, {{"altra"}, "", false}), Fault::not_found);
  Person none;
  CHECK_FAULT(purge(*none.office, {}), Fault::usage);
  auto settings = with_retention(false);
  settings.roles.supervisor = {"anna"};
  Person clerk(settings);
  CHECK_NOTHROW(purge(*clerk.office, {}));
  CHECK_FAULT(purge(*clerk.office, {{}, "", true}), Fault::refused);
}

TEST_CASE("purge: a case of which a letter has neither left nor been given up stays") {
  Person person(with_retention(false));
  auto& office = person.office;
  office.run(
      "INSERT INTO dispatch (ticket, service, lead, state, at, clerk) VALUES (1, 'ambiente', 1, "
      "'queued', 1, 'maria')");
  office.run(
      "INSERT INTO letter (dispatch, kind, state, at, queued_at, not_before) VALUES (1, 'dossier', "
      "'queued', 1, 1, 1)");
  office.set_now(office.now() + std::chrono::hours(24 * 31));
  for (const char* state : {"queued", "sending", "uncertain"}) {
    CAPTURE(state);
    office.run("UPDATE letter SET state = '" + std::string(state) + "'");
    const auto kept = purge(*office, {{}, "", true}).classes.front();
    CHECK(kept.tickets == 0);
    CHECK(kept.held == 1);
  }
  for (const char* state : {"sent", "failed"}) {
    CAPTURE(state);
    office.run("UPDATE letter SET state = '" + std::string(state) + "'");
    CHECK(purge(*office, {}).classes.front().tickets == 1);
  }
  CHECK(purge(*office, {{}, "", true}).classes.front().destroyed);
}

TEST_CASE("purge: people whom nobody needs any more are forgotten, the others stay") {
  auto settings = with_retention(false);
  settings.retention.push_back({"contacts", {}, std::chrono::days(60), false});
  Person person(settings);
  const auto idle = [&] { return purge(*person.office, {{"contacts"}, "", false}).classes.front(); };
  person.office.set_now(person.office.now() + std::chrono::hours(24 * 61));
  CHECK(idle().contacts == 0);  // they have a case
  purge(*person.office, {{"ordinaria"}, "", true});
  CHECK(idle().contacts == 1);
  CHECK_FALSE(idle().destroyed);
  hold_contact(*person.office, {"c1", std::nullopt, std::nullopt, false});
  CHECK(idle().contacts == 0);
  CHECK(idle().held == 1);
  hold_contact(*person.office, {"c1", std::nullopt, std::nullopt, true});
  person.office.run("UPDATE contact SET blocked = 1");
  CHECK(idle().contacts == 0);
  person.office.run("UPDATE contact SET blocked = 0");
  CHECK(purge(*person.office, {{"contacts"}, "7/2026", true}).classes.front().destroyed);
  CHECK(person.found(marker) == 0);
  CHECK(person.office.ask("SELECT count(*) FROM identity") == 0);
  CHECK(person.office.ask("SELECT number FROM destruction WHERE class = 'contacts' AND authorisation = "
                          "'7/2026'") == 1);
  CHECK(person.office.ask("SELECT count(*) > 0 FROM erasure") == 1);
  CHECK(idle().contacts == 0);
  CHECK(db::check_chain(person.office.read()).faults.empty());
}

TEST_CASE("purge: of the journal goes what is old, understood, and nobody's who is on hold") {
  auto settings = TestOffice::default_settings();
  settings.retention.push_back({"journal", {}, std::chrono::days(60), false});
  Person person(settings);
  auto& office = person.office;
  for (int id = 1; id <= 4; ++id) {
    office.run("INSERT INTO journal (id, received_at, digest, body) VALUES (" + std::to_string(id) + ", " +
               std::to_string(office.now().time_since_epoch().count()) +
               ", 1, CAST('{\"x\":\"parola vecchia\"}' AS BLOB))");
  }
  office.run(
      "INSERT INTO journal_part (journal, part, offset, length, kind, outcome) VALUES "
      "(1, 0, 0, 2, 'message', 'projected'), (2, 0, 0, 2, 'unknown', 'unhandled')");
  office.run("UPDATE message SET journal = 3 WHERE seq = 1");
  hold_contact(*office, {"c1", std::nullopt, std::nullopt, false});
  office.set_now(office.now() + std::chrono::hours(24 * 61));
  office.run("UPDATE journal SET received_at = received_at + 5000000 WHERE id = 4");
  const auto counted = purge(*office, {}).classes.front();
  CHECK(counted.bodies == 1);
  CHECK(counted.held == 2);
  purge(*office, {{}, "", true});
  CHECK(person.found("parola vecchia") == 3);
  CHECK(office.ask("SELECT cut FROM journal WHERE id = 1") == 1);
  CHECK(office.ask("SELECT count(*) FROM journal_part WHERE journal = 1 AND outcome = 'erased'") == 1);
  CHECK(office.ask("SELECT number FROM destruction WHERE class = 'journal'") == 1);
  CHECK(purge(*office, {}).classes.front().bodies == 0);
}

TEST_CASE("audit: filters, and a supervisor's login") {
  Person person(with_supervisor("mserra"));
  const auto count = [&](const AuditRequest& request) {
    return list_audit(*person.office, request, [](const AuditEntry&) {});
  };
  const auto all = count({});
  CHECK(all > 2);
  AuditRequest of_ticket;
  of_ticket.tickets = {person.ticket};
  CHECK(count(of_ticket) == 1);
  AuditRequest of_person;
  of_person.contact = "c1";
  CHECK(count(of_person) == 2);
  AuditRequest newest;
  newest.limit = 1;
  EventId last;
  list_audit(*person.office, newest, [&](const AuditEntry& entry) { last = entry.event.id; });
  CHECK(last == audit_head(*person.office).event);
  Person other(with_supervisor("maria"));
  CHECK_FAULT(list_audit(*other.office, {}, [](const AuditEntry&) {}), Fault::refused);
  CHECK_FAULT(audit_head(*other.office), Fault::refused);
}
