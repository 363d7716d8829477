// After the machine's clock was ahead and was put right: what was stored meanwhile holds up nothing for
// longer than it would have in right time.
#include "sending_office.hpp"
#include "store/blocks.hpp"
#include "store/media.hpp"
#include "store/notices.hpp"
#include "store/receipts.hpp"

using namespace urp;
using namespace std::chrono_literals;
using D = Delivery;

namespace {

constexpr auto ahead = std::chrono::hours(24 * 365);

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
