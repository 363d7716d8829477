// After the machine's clock was ahead and was put right: what was stored meanwhile holds up nothing for
// longer than it would have in right time.
#include <urp/desk/change.hpp>
#include <urp/desk/contact.hpp>

#include "sending_office.hpp"
#include "store/blocks.hpp"
#include "store/channel_events.hpp"
#include "store/media.hpp"
#include "store/notices.hpp"
#include "store/reading.hpp"
#include "store/receipts.hpp"
#include "store/turned_away.hpp"
#include "work/automatic.hpp"
#include "work/deadlines.hpp"
#include "work/errands.hpp"

using namespace urp;
using namespace std::chrono_literals;
using D = Delivery;

namespace {

constexpr auto ahead = std::chrono::hours(24 * 365);

/// Both clocks of an office, while its processes look on.
void jump(SendingOffice& desk, std::chrono::seconds time) {
  desk.turn_clock_back(-time);
  desk.pass_office(time);
}

Settings speaking() {
  auto settings = sending_settings();
  settings.automatic.receipt = "Pratica {ticket}.";
  return settings;
}
void speak(SendingOffice& desk) {
  PassResult result;
  work::Automatic((*desk.office).local()).start_due(result);
}
std::int64_t receipts(SendingOffice& desk) {
  return desk.office.ask("SELECT count(*) FROM message WHERE purpose = 'receipt'");
}

}  // namespace

TEST_CASE("clock: an answer that rests leaves, though its time is a year off") {
  SendingOffice desk;
  desk.pass_real(ahead);
  const auto ref = desk.queued();
  desk.send_with(not_sent());
  CHECK(desk.state(ref) == D::queued);
  desk.turn_clock_back(ahead);
  CHECK(desk.send_with(accepted("wamid.1")).sent == 1);
}

TEST_CASE("clock: an answer that was held by its clerk in what is still to come leaves") {
  SendingOffice desk;
  const auto ticket = desk.citizen_writes();
  desk.pass_real(ahead);
  ReplyRequest request;
  request.ticket = ticket;
  request.text = "Buongiorno";
  request.hold = 3h;
  reply(*desk.office, request);
  CHECK(desk.work().sent == 0);
  desk.turn_clock_back(ahead);
  CHECK(desk.send_with(accepted("wamid.1")).sent == 1);

  request.hold = std::chrono::hours(24 * 7);  // in right time a long hold is a hold
  reply(*desk.office, request);
  CHECK(desk.work().sent == 0);
}

TEST_CASE("clock: a number and a person that rest since a time to come rest no more") {
  SendingOffice desk;
  desk.pass_real(ahead);
  desk.queued();
  desk.send_with(refused(400, 131056));  // too many to this person
  desk.queued("393330000103");
  desk.send_with(refused(429, 130429));  // too many in all
  desk.turn_clock_back(ahead);
  desk.net.expect_send(accepted("wamid.1"));
  desk.net.expect_send(accepted("wamid.2"));
  CHECK(desk.work().sent == 2);
}

TEST_CASE("clock: messages of a time to come do not count against the five of a person") {
  SendingOffice desk;
  desk.pass_real(ahead);
  const auto ticket = desk.citizen_writes();
  for (int i = 0; i < 5; ++i) {
    desk.answer(ticket, "n. " + std::to_string(i));
    desk.send_with(accepted("wamid." + std::to_string(i)));
  }
  desk.turn_clock_back(ahead);
  desk.answer(ticket, "l'ultima");
  CHECK(desk.send_with(accepted("wamid.last")).sent == 1);
}

TEST_CASE("clock: a stopped channel is asked after, though its next time is a year off") {
  SendingOffice desk;
  desk.pass_real(ahead);
  desk.queued();
  desk.send_with(refused(403, 131031));
  desk.turn_clock_back(ahead);
  desk.net.expect("GET", "/106540352242922", refused(403, 131031));
  CHECK(desk.work().stopped);
}

TEST_CASE("clock: pictures, blocks and blue ticks are due too") {
  TestOffice office;
  const auto ticket = office.add_ticket({.contact = office.add_contact()});
  const auto message = office.add_message({.ticket = ticket, .type = "image", .wamid = "wamid.1"});
  const auto contact = ContactId{office.ask("SELECT contact FROM message")};
  const std::string id = std::to_string(message.value), person = std::to_string(contact.value);
  const TimePoint now = utc(2027, 3, 1, 8);
  const std::string later = std::to_string((now + ahead).time_since_epoch().count());
  office.run("INSERT INTO media (message, provider_id, state) VALUES (" + id + ", '1', 'pending')");
  office.run("INSERT INTO media_fetch (message, tries, not_before, give_up_at) VALUES (" + id + ", 1, " +
             later + ", 0)");
  office.run("INSERT INTO block_wish (contact, block, state, at, not_before) VALUES (" + person +
             ", 0, 'wanted', 0, " + later + ")");
  office.run(
      "INSERT INTO read_receipt (contact, number, wamid, wanted, at, not_before) SELECT contact, number, "
      "wamid, 1, 0, " +
      later + " FROM message");
  const auto db = office.read();
  CHECK(store::list_pending_media(db, now, 9).size() == 1);
  CHECK(store::list_due_blocks(db, now, now, 9).size() == 1);
  CHECK(store::list_due_receipts(db, now, 9).size() == 1);
  // In right time each waits.
  CHECK(store::list_pending_media(db, now + ahead - 30min, 9).empty());
  CHECK(store::list_due_blocks(db, now, now + ahead - 20h, 9).empty());
  CHECK(store::list_due_receipts(db, now + ahead - 30min, 9).empty());
}

TEST_CASE("clock: an alarm that was told in a time to come is told again, and then rests") {
  TestOffice office;
  const TimePoint now = office.now();
  office.run("INSERT INTO alarm (cause, told_at) VALUES ('queue', " +
             std::to_string((now + ahead).time_since_epoch().count()) + ")");
  const auto db = office.read();
  CHECK(store::may_alarm(db, "queue", now));
  CHECK_FALSE(store::may_alarm(db, "queue", now + ahead + 1h));
  CHECK(store::may_alarm(db, "queue", now + ahead + 24h));
}

TEST_CASE("clock: wrong signatures are not over because of a body that was kept in a time to come") {
  const TimePoint now = utc(2027, 3, 1, 8);
  const TurnedAwayCount away{401, 3, now - 1min};
  CHECK_FALSE(store::is_over(away, now + ahead, now));
  CHECK(store::is_over(away, now, now));
  TestOffice office;
  auto db = office.write();
  store::add_turned_away(db, "2027-03-01", away);
  store::add_turned_away(db, "2028-03-01", {503, 2, now + ahead});
  CHECK(store::list_turned_away(db, "2027-03-01", now).size() == 1);
}

TEST_CASE("clock: who wrote an answer in a time to come writes none now") {
  TestOffice office;
  const auto ticket = office.add_ticket();
  office.run("INSERT INTO reading (ticket, clerk, editing, at) VALUES (1, 'anna', 1, " +
             std::to_string((office.now() + ahead).time_since_epoch().count()) + ")");
  const auto db = office.read();
  const TimePoint now = office.now();
  CHECK(store::list_readers(db, ticket, "maria", now - 10min, now).empty());
  CHECK_FALSE(store::is_noted(db, ticket, "anna", true, now - 10min, now));
  CHECK(store::list_readers(db, ticket, "maria", now + ahead, now + ahead).size() == 1);
}

TEST_CASE("clock: templates that were read in a time to come are asked for again") {
  auto settings = sending_settings();
  settings.whatsapp.business_account_id = "102290129340398";
  SendingOffice desk(settings);
  desk.office.run("INSERT INTO cursor (name, value) VALUES ('templates_synced_at', " +
                  std::to_string((desk.real_now() + ahead).time_since_epoch().count()) + ")");
  work::Errands errands((*desk.office).local(), desk.wire);
  desk.net.expect("GET", "message_templates", not_sent());
  PassResult result;
  CHECK(errands.start_due(result));
  auto ended = desk.wire.poll(0ms);
  errands.finish(ended, result);
}

TEST_CASE("clock: a receipt that was due, or given, in a time to come keeps none back") {
  SendingOffice desk(speaking());
  desk.pass_office(ahead);
  const auto ticket = desk.citizen_writes();
  desk.pass_office(-ahead);
  desk.office.run("UPDATE service_window SET last_inbound_at = " +
                  std::to_string(desk.office.now().time_since_epoch().count()));
  speak(desk);
  CHECK(receipts(desk) == 1);
  desk.office.run("UPDATE message SET at = at + 31536000 WHERE direction = 'out'");
  close_tickets(*desk.office, {.tickets = {ticket}}, Outcome::resolved);
  desk.office.run("UPDATE ticket SET closed_at = closed_at - 864000");
  desk.citizen_writes();
  speak(desk);
  CHECK(receipts(desk) == 2);
}

TEST_CASE("clock: a block of a time to come lasts as long as it was meant") {
  SendingOffice desk;
  desk.citizen_writes();
  desk.pass_office(ahead);
  block_contact(*desk.office, {"c1", true, desk.office.now() + 24h, false});
  desk.pass_office(-ahead);
  work::Deadlines deadlines((*desk.office).local());
  PassResult result;
  deadlines.start_due(result);
  const std::string end = std::to_string((desk.office.now() + 24h).time_since_epoch().count());
  CHECK(desk.office.ask("SELECT blocked_until = " + end + " FROM contact") == 1);
  CHECK(desk.office.ask("SELECT count(*) FROM event WHERE verb = 'block'") == 2);
  desk.pass_office(24h);
  desk.pass_real(24h);
  deadlines.start_due(result);
  CHECK(desk.office.ask("SELECT blocked FROM contact") == 0);
}

TEST_CASE("clock: while it is ahead nothing falls due, and nothing is given up") {
  SendingOffice desk(speaking());
  desk.work();
  work::Deadlines deadlines((*desk.office).local());
  work::Automatic automatic((*desk.office).local());
  PassResult result;
  const auto look = [&] {
    deadlines.start_due(result);
    automatic.start_due(result);
    desk.pass_real(1min);
  };
  look();
  const auto ticket = desk.citizen_writes();
  const auto ref = desk.answer(ticket);
  jump(desk, 48h);
  look();
  CHECK(receipts(desk) == 0);
  CHECK(desk.work().parked == 0);
  CHECK(desk.state(ref) == D::queued);
  jump(desk, -48h);
  look();
  CHECK(receipts(desk) == 1);
  desk.net.expect_send(accepted("wamid.1"));
  desk.net.expect_send(accepted("wamid.2"));
  CHECK(desk.work().sent == 2);

  ReplyRequest request;
  request.ticket = ticket;
  request.text = "Quando può, ci scriva.";
  request.park = true;
  desk.office.run("UPDATE service_window SET last_inbound_at = 1");
  const auto parked = reply(*desk.office, request).queued;
  const auto patience = (*desk.office).settings().reply.park_expires + 1h;
  jump(desk, patience);
  look();
  CHECK(desk.state(parked) == D::parked);
  jump(desk, -patience);
  desk.pass_real(patience);
  desk.pass_office(patience);
  look();
  CHECK(desk.state(parked) == D::cancelled);
}
