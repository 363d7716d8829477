// The rules of urp.toml at work while messages come: people greet first and say what it is about later.
#include <doctest/doctest.h>

#include <urp/desk/change.hpp>
#include <urp/desk/claim.hpp>

#include "intake_bodies.hpp"

using namespace urp;
using std::chrono::minutes;

namespace {

Settings with_rules() {
  auto settings = TestOffice::default_settings();
  settings.services = {{"lavori", "Lavori pubblici", "lavori@example.org"}, {"ambiente", "Ambiente", ""}};
  Settings::Rule gas;
  gas.service = "lavori";
  gas.words = {"gas"};
  gas.urgent = true;
  gas.kind = TicketKind::report;
  gas.tag = "gas";
  Settings::Rule bins;
  bins.service = "ambiente";
  bins.words = {"cassonetto"};
  bins.apply = "route";
  settings.rules = {gas, bins};
  return settings;
}

std::string ticket_of(IntakeOffice& door) {
  const auto db = door.office.read();
  auto query = db.query_once(
      "SELECT state || ' ' || kind || ' ' || urgent || ' ' || ifnull(service, '-') || ' ' || ifnull(clerk, "
      "'-') FROM ticket ORDER BY id DESC");
  return query.step() ? query.string(0) : "(none)";
}

}  // namespace

TEST_CASE("rules: they look at every message of a case until a clerk has touched it") {
  IntakeOffice door(with_rules());
  door.say("wamid.1", "Buongiorno");
  CHECK(ticket_of(door) == "new request 0 - -");
  SUBCASE("untouched") {
    door.say("wamid.2", "perdita di gas in via Dante, venite subito");
    CHECK(ticket_of(door) == "new report 1 - -");
    CHECK(door.office.ask("SELECT count(*) FROM ticket_tag WHERE tag = 'gas'") == 1);
    // 30 days of a report, from the day the case was presented.
    CHECK(door.office.ask("SELECT term_due_at FROM ticket") ==
          utc(2026, 12, 23, 23, 59, 59).time_since_epoch().count());
  }
  SUBCASE("by new words of a message that was there") {
    Json edit = text_message("wamid.2", "", door.office.now());
    edit.erase("text");
    edit["type"] = "edit";
    edit["edit"] = {{"original_message_id", "wamid.1"},
                    {"message", {{"type", "text"}, {"text", {{"body", "perdita di gas in via Dante"}}}}}};
    door.take(body({change(Json::array({edit}))}));
    CHECK(ticket_of(door) == "new report 1 - -");
  }
  SUBCASE("a clerk had it in hand") {
    (*door.office).local().options.actor = {"maria", "maria"};
    const TicketId tickets[] = {TicketId{1}};
    TakeRequest take;
    take.tickets = {TicketId{1}};
    take_tickets(*door.office, take);
    release_tickets(*door.office, tickets);
    door.say("wamid.2", "perdita di gas in via Dante, venite subito");
    CHECK(ticket_of(door) == "open request 0 - -");
  }
}

TEST_CASE("rules: apply = \"route\" hands the case over; nobody becomes its holder") {
  IntakeOffice door(with_rules());
  door.say("wamid.1", "Il cassonetto è rotto");
  CHECK(ticket_of(door) == "routed request 0 ambiente -");
  CHECK(door.office.ask("SELECT count(*) FROM dispatch WHERE service = 'ambiente' AND lead = 1 AND clerk = "
                        "'whatsapp'") == 1);
  CHECK(door.office.ask("SELECT count(*) FROM event WHERE verb = 'route' AND ticket = 1") == 1);
  // Another request of the same citizen is not swallowed by it.
  door.office.set_now(door.office.now() + minutes(30));
  door.say("wamid.2", "Vorrei anche un certificato");
  CHECK(ticket_of(door) == "new request 0 - -");
  // On the second message too.
  door.say("wamid.3", "Buongiorno", "393330000103");
  door.say("wamid.4", "un cassonetto brucia", "393330000103");
  CHECK(ticket_of(door) == "routed request 0 ambiente -");
}

TEST_CASE("rules: what is repeated from the journal is not handed over again") {
  IntakeOffice door(with_rules());
  (*door.office).local().options.settings.whatsapp.phone_number_id = "999";
  door.say("wamid.1", "Il cassonetto è rotto");
  (*door.office).local().options.settings.whatsapp.phone_number_id = "106540352242922";
  CHECK(replay(*door.office, {}).messages == 1);
  CHECK(ticket_of(door) == "new request 0 - -");
}
