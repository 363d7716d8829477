#include <SQLiteCpp/SQLiteCpp.h>
#include <doctest/doctest.h>
#include <sys/stat.h>

#include <algorithm>

#include <urp/desk/export.hpp>
#include <urp/desk/moderate.hpp>

#include "db/store.hpp"
#include "office/local.hpp"
#include "scratch.hpp"
#include "test_office.hpp"

using namespace urp;
using std::chrono::hours;

namespace {

std::string exported(TestOffice& office, ExportRequest request, ExportResult* result = nullptr) {
  std::string bytes;
  request.write = [&](std::string_view piece) { bytes += piece; };
  const auto done = export_rows(*office, request);
  if (result) *result = done;
  return bytes;
}

auto lines(const std::string& text) {
  return std::count(text.begin(), text.end(), '\n');
}

}  // namespace

TEST_CASE("export: every ticket and every message, in the order of their numbers") {
  TestOffice office;
  const auto first = office.add_ticket({.state = TicketState::closed});
  const auto second = office.add_ticket();
  office.add_message({.ticket = second, .text = "prima"});
  office.add_message({.ticket = first, .text = "seconda"});
  office.add_message({.contact = office.add_contact(), .text = "sola"});
  ExportResult result;
  const auto tickets = exported(office, {.what = ExportWhat::tickets}, &result);
  CHECK(lines(tickets) == 3);
  CHECK(result.expected == 2);
  CHECK(result.written == 2);
  const auto messages =
      exported(office, {.what = ExportWhat::messages, .format = ExportFormat::jsonl}, &result);
  CHECK(result.written == 3);
  CHECK(messages.find("prima") < messages.find("seconda"));
  CHECK(messages.find("seconda") < messages.find("sola"));
}

TEST_CASE("export: filters are the ticket's; for messages the times are their own") {
  TestOffice office;
  const auto old =
      office.add_ticket({.state = TicketState::closed, .presented_at = office.now() - hours(90)});
  const auto fresh = office.add_ticket();
  office.add_message({.ticket = old, .text = "vecchia", .at = office.now() - hours(90)});
  office.add_message({.ticket = old, .text = "grazie", .at = office.now()});
  office.add_message({.ticket = fresh, .text = "nuova", .at = office.now()});
  ExportResult result;
  exported(office, {.what = ExportWhat::tickets, .filter = {.since = office.now() - hours(1)}}, &result);
  CHECK(result.written == 1);
  const auto recent =
      exported(office, {.what = ExportWhat::messages, .filter = {.since = office.now() - hours(1)}}, &result);
  CHECK(result.written == 2);
  CHECK(recent.find("grazie") != std::string::npos);
  exported(office, {.what = ExportWhat::messages, .filter = {.states = {TicketState::closed}}}, &result);
  CHECK(result.written == 2);
  CHECK_FAULT(exported(office, {.filter = {.contact = "c99"}}), Fault::not_found);
}

TEST_CASE("export: a message whose ticket does not fit, or that has none, stays out of a filtered export") {
  TestOffice office;
  office.add_message({.contact = office.add_contact({.phone = "393330000104"}), .text = "sola"});
  ExportResult result;
  exported(office, {.what = ExportWhat::messages, .filter = {.turns = {Turn::office}}}, &result);
  CHECK(result.written == 0);
}

TEST_CASE("export: a named file appears whole and private, and the export is on record") {
  TestOffice office;
  const Scratch scratch;
  office.add_ticket();
  const auto target = scratch.path() / "tickets.csv";
  CHECK(export_rows(*office, {.output = target}).written == 1);
  CHECK(lines(scratch.read("tickets.csv")) == 2);
  struct stat status {};
  REQUIRE(::stat(target.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
  CHECK(office.ask("SELECT count(*) FROM event WHERE verb = 'export'") == 1);
  CHECK(scratch.count_files() == 1);
}

TEST_CASE("export: when the reader has had enough nothing is left behind") {
  TestOffice office;
  office.add_ticket();
  ExportRequest request;
  request.write = [](std::string_view) { throw Error(Fault::interrupted, "stopped"); };
  CHECK_FAULT(export_rows(*office, request), Fault::interrupted);
  CHECK(office.ask("SELECT count(*) FROM ticket") == 1);  // and the office goes on
  CHECK_FAULT(export_rows(*office, {}), Fault::usage);
}

TEST_CASE("export: to standard output is on record too, before the first byte leaves") {
  TestOffice office;
  office.add_ticket();
  ExportRequest request;
  std::int64_t known = -1;
  request.write = [&](std::string_view) {
    if (known < 0) known = office.ask("SELECT count(*) FROM event WHERE verb = 'export'");
  };
  export_rows(*office, request);
  CHECK(known == 1);
}

TEST_CASE("export: a reader who stalls does not keep the log of the database from being emptied") {
  const Scratch scratch;
  const auto path = scratch.path() / "urp.db";
  TestOffice office;
  (*office).local().store = db::Store::open({.path = path});
  office.run("INSERT INTO number (phone_number_id) VALUES ('106540352242922')");
  office.add_ticket();
  const auto colleague = db::Store::open({.path = path});
  bool written = false;
  ExportRequest request{.what = ExportWhat::tickets};
  request.write = [&](std::string_view) {  // while the reader thinks, the others go on
    written = true;
    CHECK(colleague->database().execAndGet("PRAGMA wal_checkpoint(TRUNCATE)").getInt() == 0);
    CHECK(std::filesystem::file_size(path.string() + "-wal") == 0);
  };
  export_rows(*office, request);
  CHECK(written);
}

TEST_CASE("export: contacts with what they subscribe to, services with their figures, events, attachments") {
  auto settings = TestOffice::default_settings();
  settings.services = {{"verde", "Verde pubblico", "verde@example.org"}};
  TestOffice office(settings);
  const auto contact = office.add_contact({.name = "Maria Serra", .phone = "393330000102"});
  const auto ticket =
      office.add_ticket({.contact = contact, .state = TicketState::routed, .service = "strade"});
  office.run(
      "INSERT INTO subscription (contact, topic, identity, at, evidence) VALUES (1, 'meteo', 'phone 39', 1, "
      "'modulo')");
  office.run(
      "INSERT INTO dispatch (ticket, service, lead, state, at, clerk)"
      " VALUES (1, 'strade', 1, 'answered', 100, 'maria')");
  const auto picture = office.add_message({.ticket = ticket, .type = "image", .text = std::nullopt});
  office.run("INSERT INTO media (message, state, file_name) VALUES (" + std::to_string(picture.value) +
             ", 'pending', 'buca.jpg')");

  ExportResult result;
  const auto contacts = exported(office, {.what = ExportWhat::contacts}, &result);
  CHECK(result.expected == 1);
  CHECK(result.written == 1);
  CHECK(contacts.find("c1,Maria Serra,,+393330000102,") != std::string::npos);
  CHECK(contacts.find(",meteo,") != std::string::npos);

  const auto services = exported(office, {.what = ExportWhat::services}, &result);
  CHECK(result.written == 2);
  CHECK(services.find("verde,Verde pubblico,verde@example.org,0,0,0,") != std::string::npos);
  CHECK(services.find("strade,,,1,1,1,") != std::string::npos);

  const auto media = exported(office, {.what = ExportWhat::media, .format = ExportFormat::jsonl}, &result);
  CHECK(result.written == 1);
  CHECK(media.find("\"file_name\":\"buca.jpg\"") != std::string::npos);
  office.run("UPDATE message SET hidden = 1, ground = 'spam' WHERE type = 'image'");
  CHECK(exported(office, {.what = ExportWhat::media, .format = ExportFormat::jsonl}, &result).empty());
  CHECK(result.expected == 0);

  const auto events = exported(office, {.what = ExportWhat::events, .format = ExportFormat::jsonl}, &result);
  CHECK(result.written == office.ask("SELECT count(*) FROM event"));
  CHECK(events.find("\"verb\":\"export\"") != std::string::npos);
}

TEST_CASE("export: a map has the tickets that the citizen gave a place to, and nobody's name") {
  TestOffice office;
  const auto placed = office.add_ticket();
  office.add_ticket();
  const auto message = office.add_message({.ticket = placed, .type = "location", .text = std::nullopt});
  const auto where = std::to_string(message.value);
  office.run("INSERT INTO location (message, latitude, longitude, name) VALUES (" + where +
             ", 39.2153, 9.1134, 'via Roma')");
  ExportResult result;
  const ExportRequest map{.what = ExportWhat::tickets, .format = ExportFormat::geojson};
  const auto json = exported(office, map, &result);
  CHECK(result.expected == 1);
  CHECK(result.written == 1);
  CHECK(json.find("\"coordinates\":[9.1134,39.2153]") != std::string::npos);
  CHECK(json.find("via Roma") != std::string::npos);
  CHECK(json.find("Maria") == std::string::npos);
  office.run("UPDATE message SET hidden = 1, ground = 'personal-data' WHERE id = " + where);
  CHECK(exported(office, map, &result) == "{\"type\":\"FeatureCollection\",\"features\":[]}\n");
  CHECK_FAULT(exported(office, {.what = ExportWhat::messages, .format = ExportFormat::geojson}),
              Fault::usage);
}

TEST_CASE("export: goes on from a cursor with what changed since, and says what is gone") {
  TestOffice office;
  const auto ticket = office.add_ticket();
  office.add_message({.ticket = ticket, .text = "prima"});
  office.add_message({.ticket = ticket, .text = "seconda"});
  ExportResult result;
  const ExportRequest messages{.what = ExportWhat::messages, .format = ExportFormat::jsonl};
  exported(office, messages, &result);
  CHECK(result.written == 2);
  ExportRequest next = messages;
  next.after = result.cursor;
  CHECK(exported(office, next).empty());
  flag_messages(*office, {.messages = {{ticket, 1}}, .ground = Ground::personal_data, .hide = true});
  const auto rows = exported(office, next, &result);
  CHECK(result.written == 1);
  CHECK(rows.find("\"gone\":true") != std::string::npos);
  CHECK(rows.find("prima") == std::string::npos);
  next.after = result.cursor;
  CHECK(exported(office, next).empty());
  CHECK_FAULT(exported(office, {.what = ExportWhat::contacts, .after = ExportCursor{1, {}}}), Fault::usage);
}

TEST_CASE("export: a cursor of another past is refused, nothing being on record") {
  TestOffice office;
  const auto ticket = office.add_ticket();
  office.add_message({.ticket = ticket, .text = "prima"});
  ExportResult result;
  ExportRequest request{.what = ExportWhat::messages, .format = ExportFormat::jsonl};
  exported(office, request, &result);
  const auto [event, mark] = result.cursor;
  REQUIRE(event > 0);
  CHECK(mark.size() == 16);
  for (const ExportCursor& other :
       {ExportCursor{event, "0123456789abcdef"}, ExportCursor{event, mark.substr(1)},
        ExportCursor{event + 1, mark}, ExportCursor{event + 1, {}}}) {
    CAPTURE(to_string(other));
    request.after = other;
    CHECK_FAULT(exported(office, request), Fault::conflict);
  }
  auto last = event;  // each export is an event itself; the refused ones are none
  for (const ExportCursor& own : {ExportCursor{event, {}}, ExportCursor{}, result.cursor}) {
    CAPTURE(to_string(own));
    request.after = own;
    exported(office, request, &result);
    CHECK(result.cursor.event == ++last);
  }
}

TEST_CASE("export: a cursor is written and read in one way") {
  for (const ExportCursor& cursor : {ExportCursor{}, ExportCursor{415, {}}, ExportCursor{415, "00ff"}})
    CHECK(parse_export_cursor(to_string(cursor)) == cursor);
  CHECK(to_string(ExportCursor{415, "00ff"}) == "415-00ff");
  for (const char* word : {"", "x", "-1", "-", "415-", "415-x", "415-00FF", "415 ", "415-00ff ", "415+00ff",
                           "9223372036854775808", "-00ff"}) {
    CAPTURE(word);
    CHECK(!parse_export_cursor(word));
  }
}

TEST_CASE("export: a state file belongs to one kind of rows") {
  const Scratch scratch;
  TestOffice office;
  const auto file = scratch.path() / "messages.state";
  CHECK(!read_export_state(*office, file, ExportWhat::messages));
  write_export_state(file, ExportWhat::messages, {415, "0f"});
  CHECK(read_export_state(*office, file, ExportWhat::messages) == ExportCursor{415, "0f"});
  CHECK_FAULT(read_export_state(*office, file, ExportWhat::tickets), Fault::usage);
}
