#include <SQLiteCpp/SQLiteCpp.h>
#include <doctest/doctest.h>
#include <sys/stat.h>

#include <algorithm>

#include <urp/desk/export.hpp>

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
