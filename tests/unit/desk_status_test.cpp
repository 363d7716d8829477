#include <doctest/doctest.h>

#include <algorithm>

#include <urp/desk/inbox.hpp>

#include "office/local.hpp"
#include "scratch.hpp"
#include "test_office.hpp"

using namespace urp;
using std::chrono::days;
using std::chrono::hours;

namespace {

bool has_health(const StatusResult& status, std::string_view code) {
  return std::any_of(status.health.begin(), status.health.end(),
                     [&](const auto& line) { return line.code == code; });
}

}  // namespace

TEST_CASE("status: whose turn, who holds it, which service has it") {
  TestOffice office;
  office.add_ticket({.unread = 2, .waiting_since = office.now() - hours(90)});
  office.add_ticket({.state = TicketState::open,
                     .urgent = true,
                     .clerk = "maria",
                     .preview = "odore di gas",
                     .unread = 1,
                     .waiting_since = office.now() - hours(1)});
  office.add_ticket({.state = TicketState::waiting, .last_message_at = office.now() - days(8)});
  office.add_ticket({.state = TicketState::waiting});
  office.add_ticket({.state = TicketState::routed, .service = "ambiente"});
  office.add_ticket({.state = TicketState::closed});
  const auto status = office_status(*office);
  CHECK(status.now == office.now());
  CHECK(status.counts.open_new == 1);
  CHECK(status.counts.open == 1);
  CHECK(status.counts.office == 2);
  CHECK(status.counts.citizen == 2);
  CHECK(status.counts.service == 1);
  CHECK(status.counts.urgent == 1);
  CHECK(status.counts.unread == 3);
  CHECK(status.waiting_longest == office.now() - hours(90));
  CHECK(status.waiting_long == 1);
  CHECK(status.by_clerk == std::map<std::string, std::int64_t>{{"", 1}, {"maria", 1}});
  CHECK(status.by_service == std::map<std::string, std::int64_t>{{"ambiente", 1}});
  REQUIRE(status.urgent.size() == 1);
  CHECK(status.urgent[0].id.value == 2);
  CHECK(status.urgent[0].text == "odore di gas");
  CHECK(status.urgent[0].clerk == "maria");
}

TEST_CASE("status: late tickets are named, the office's own first, at most three") {
  TestOffice office;
  const auto now = office.now();
  office.add_ticket({.state = TicketState::routed, .first_answered_at = now, .term_due_at = now - hours(50)});
  office.add_ticket({.clerk = "maria", .first_answer_due_at = now - hours(1)});
  office.add_ticket({.first_answer_due_at = now - hours(2)});
  const auto status = office_status(*office);
  CHECK(status.counts.overdue == 3);
  REQUIRE(status.overdue.size() == 3);
  CHECK(status.overdue[0].id.value == 3);
  CHECK(status.overdue[1].id.value == 2);
  CHECK(status.overdue[1].clerk == "maria");
  CHECK(status.overdue[1].at == now - hours(1));
  CHECK(status.overdue[2].id.value == 1);
  office.add_ticket({.first_answer_due_at = now - hours(3)});
  CHECK(office_status(*office).overdue.size() == 3);
}

TEST_CASE("status: windows of the office's turn, open, closed and about to close") {
  TestOffice office;
  for (int age : {23, 1, 30}) {
    const auto contact = office.add_contact({.phone = {}, .last_inbound_at = office.now() - hours(age)});
    office.add_ticket({.contact = contact});
  }
  const auto status = office_status(*office);
  CHECK(status.window_open == 2);
  CHECK(status.window_closed == 1);
  CHECK(status.counts.closing == 1);
  CHECK(status.office_open);
  CHECK(status.open_until == utc(2026, 11, 23, 12, 0));
}

TEST_CASE("status: what the channel has not understood, lost or left uncertain comes with its cure") {
  TestOffice office;
  office.run("INSERT INTO journal (received_at, digest, body) VALUES (100, 1, x'7b7d'), (200, 2, x'7b7d')");
  office.run(
      "INSERT INTO journal_part VALUES (1, 0, 0, 2, 'unknown', 'unhandled', 'type'), (2, 0, 0, 2, 'message', "
      "'projected', NULL)");
  const auto ticket = office.add_ticket();
  const auto message = office.add_message({.ticket = ticket, .type = "image"});
  office.run("INSERT INTO media (message, state) VALUES (" + std::to_string(message.value) + ", 'lost')");
  for (const char* state : {"queued", "sending", "uncertain", "parked", "failed", "read"}) {
    office.add_message({.ticket = ticket, .direction = Direction::out, .status = state});
  }
  const auto status = office_status(*office);
  CHECK(status.counts.unhandled == 1);
  CHECK(status.counts.media_lost == 1);
  CHECK(status.counts.outbox == 3);
  CHECK(status.counts.parked == 1);
  CHECK(status.counts.failed == 1);
  CHECK(status.counts.uncertain == 1);
  CHECK(status.last_body_at == TimePoint(Seconds(200)));
  CHECK(has_health(status, "unhandled"));
  CHECK(has_health(status, "media_lost"));
  CHECK(has_health(status, "uncertain"));
  // One is one, also where the catalogue of another language is at hand.
  const auto said = [&status](std::string_view code) {
    return std::find_if(status.health.begin(), status.health.end(),
                        [&](const auto& one) { return one.code == code; })
        ->message;
  };
  CHECK(said("unhandled").starts_with("1 part of what WhatsApp sent was not understood"));
  CHECK(said("media_lost").starts_with("1 file was lost"));
  CHECK(said("uncertain").starts_with("1 message may have gone out"));
}

TEST_CASE("status: somebody listens exactly while another holds the lock of the listener") {
  const Scratch scratch;
  OfficeOptions options;
  options.settings.database.path = scratch.path() / "urp.db";
  auto office = Office::open(options);
  CHECK_FALSE(office_status(office).listening);
  CHECK(has_health(office_status(office), "listener_off"));
  {
    auto listener = office.local().store->lock_file("listener");
    REQUIRE(listener.try_lock(db::FileLock::Mode::shared));
    const auto status = office_status(office);
    CHECK(status.listening);
    CHECK_FALSE(has_health(status, "listener_off"));
  }
  CHECK_FALSE(office_status(office).listening);
}
