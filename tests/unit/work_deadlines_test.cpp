// What falls due by the clock, and what the provider's answers teach about people.
#include "work/deadlines.hpp"

#include <urp/desk/contact.hpp>
#include <urp/desk/thread.hpp>

#include "sending_office.hpp"

using namespace urp;
using D = Delivery;

namespace {

MessageRef park(SendingOffice& desk, TicketId ticket) {
  ReplyRequest request;
  request.ticket = ticket;
  request.text = "Quando può, ci scriva.";
  request.park = true;
  return reply(*desk.office, request).queued;
}

int expire(SendingOffice& desk) {
  PassResult result;
  work::Deadlines((*desk.office).local()).start_due(result);
  return result.expired;
}

RequestOutcome accepted_as(const std::string& wamid, const std::string& wa_id) {
  auto outcome = accepted(wamid);
  auto body = Json::parse(outcome.answer.body);
  body["contacts"] = Json::array({{{"input", "+393330000102"}, {"wa_id", wa_id}}});
  outcome.answer.body = body.dump();
  return outcome;
}

}  // namespace

TEST_CASE("parked, expiry: cancelled, and the case is the office's again, waiting since before") {
  SendingOffice desk;
  const auto ticket = desk.citizen_writes();
  const auto asked = desk.office.now();
  desk.office.run("UPDATE service_window SET last_inbound_at = 1");
  const auto ref = park(desk, ticket);
  CHECK(desk.state(ref) == D::parked);
  desk.pass_office(std::chrono::days(14) - std::chrono::seconds(1));
  CHECK(expire(desk) == 0);
  CHECK(desk.state(ref) == D::parked);
  desk.pass_office(std::chrono::seconds(1));
  CHECK(expire(desk) == 1);
  CHECK(desk.state(ref) == D::cancelled);
  CHECK(desk.ticket_state(ticket) == "open");
  CHECK(desk.waiting_since(ticket) == asked.time_since_epoch().count());
  CHECK(desk.office.ask("SELECT count(*) FROM event WHERE verb = 'park_expired'") == 1);
  CHECK(expire(desk) == 0);
}

TEST_CASE("parked, expiry: what the citizen released in time leaves") {
  SendingOffice desk;
  const auto ticket = desk.citizen_writes();
  desk.office.run("UPDATE service_window SET last_inbound_at = 1");
  const auto ref = park(desk, ticket);
  desk.pass_office(std::chrono::days(1));
  desk.citizen_writes();
  CHECK(desk.state(ref) == D::queued);
  desk.pass_office(std::chrono::days(20));
  CHECK(expire(desk) == 0);
}

TEST_CASE(
    "waiting: after close_waiting the case closes by itself, and the citizen's next word takes it back") {
  SendingOffice desk;
  const auto ref = desk.queued();
  const TicketId ticket = ref.ticket;
  desk.send_with(accepted("wamid.A"));
  const auto look = [&] {
    PassResult result;
    work::Deadlines((*desk.office).local()).start_due(result);
    return result.closed;
  };
  desk.pass_office(std::chrono::days(14) - std::chrono::seconds(1));
  CHECK(look() == 0);
  SUBCASE("silent") {
    desk.pass_office(std::chrono::seconds(1));
    CHECK(look() == 1);
    CHECK(desk.ticket_state(ticket) == "closed");
    CHECK(desk.office.ask("SELECT outcome = 'no-reply' FROM ticket") == 1);
    CHECK(desk.office.ask("SELECT count(*) FROM event WHERE verb = 'close_silent'") == 1);
    CHECK(look() == 0);
    desk.pass_office(std::chrono::days(2));
    desk.citizen_writes();
    CHECK(desk.ticket_state(ticket) == "open");
    CHECK(desk.office.ask("SELECT count(*) FROM ticket") == 1);
  }
  SUBCASE("put off by a clerk") {
    desk.office.run("UPDATE ticket SET postponed_until = last_message_at + 86400 * 30");
    desk.pass_office(std::chrono::days(3));
    CHECK(look() == 0);
  }
  SUBCASE("it may not have arrived") {
    for (const char* status : {"uncertain", "queued", "sending"}) {
      desk.office.run("UPDATE message SET status = '" + std::string(status) + "' WHERE direction = 'out'");
      desk.pass_office(std::chrono::days(3));
      CHECK_MESSAGE(look() == 0, status);
    }
    desk.office.run("UPDATE message SET status = 'delivered' WHERE direction = 'out'");
    CHECK(look() == 1);
  }
}

TEST_CASE("131050: the message fails, and that the person wants no notices is kept") {
  SendingOffice desk;
  const auto ref = desk.queued();
  desk.send_with(refused(400, 131050));
  CHECK(desk.state(ref) == D::failed);
  CHECK(desk.office.ask("SELECT count(*) FROM opt_out WHERE contact = 1 AND source = '131050'") == 1);
  CHECK(desk.office.ask("SELECT count(*) FROM event WHERE verb = 'opt_out'") == 1);
}

TEST_CASE("131050 in a status counts the same, once") {
  SendingOffice desk;
  const auto ref = desk.queued();
  desk.send_with(accepted("wamid.A"));
  desk.status("wamid.A", "failed", "", 131050);
  CHECK(desk.state(ref) == D::failed);
  const auto second = desk.queued();
  desk.send_with(refused(400, 131050));
  CHECK(desk.state(second) == D::failed);
  CHECK(desk.office.ask("SELECT count(*) FROM opt_out") == 1);
  CHECK(desk.office.ask("SELECT count(*) FROM event WHERE verb = 'opt_out'") == 1);
}

TEST_CASE("wa_id: another spelling in the answer is the person's number from now on") {
  SendingOffice desk;
  desk.queued();
  desk.send_with(accepted_as("wamid.A", "39333000102"));
  CHECK(desk.office.ask(
            "SELECT count(*) FROM identity WHERE contact = 1 AND kind = 'phone' AND value = '39333000102' "
            "AND valid_to IS NULL") == 1);
  CHECK(desk.office.ask("SELECT count(*) FROM event WHERE verb = 'identity'") == 1);
  desk.door.say("wamid.in9", "Grazie mille davvero", "39333000102");
  CHECK(desk.office.ask("SELECT count(*) FROM contact") == 1);
}

TEST_CASE("wa_id: the same number teaches nothing; one that another person has moves nothing") {
  SendingOffice desk;
  desk.citizen_writes("393330000199");
  desk.queued();
  desk.send_with(accepted_as("wamid.A", "393330000102"));
  CHECK(desk.office.ask("SELECT count(*) FROM event WHERE verb = 'identity'") == 0);
  desk.queued();
  desk.send_with(accepted_as("wamid.B", "393330000199"));
  CHECK(desk.office.ask(
            "SELECT count(*) FROM identity WHERE value = '393330000199' AND contact = 1 AND valid_to IS "
            "NULL") == 1);
  CHECK(desk.office.ask("SELECT count(*) FROM event_detail WHERE body LIKE 'phone_of_another%' OR body LIKE "
                        "'%' || char(10) || 'phone_of_another%'") == 1);
}

TEST_CASE("reading: colleagues see who looks at a case and who writes; ten minutes long") {
  SendingOffice desk;
  const auto ticket = desk.citizen_writes();
  const auto act_as = [&](const std::string& clerk) {
    (*desk.office).local().options.actor = {clerk, clerk};
  };
  ShowRequest request;
  request.ticket = ticket;
  request.mark_read = true;
  act_as("gianni");
  CHECK(show_ticket(*desk.office, request).readers.empty());
  act_as("maria");
  request.mark_read = false;  // a script is no reader
  auto readers = show_ticket(*desk.office, request).readers;
  REQUIRE(readers.size() == 1);
  CHECK(readers[0].clerk == "gianni");
  CHECK_FALSE(readers[0].editing);
  act_as("gianni");
  CHECK(show_ticket(*desk.office, request).readers.empty());
  begin_editing(*desk.office, ticket, false);
  act_as("maria");
  CHECK(show_ticket(*desk.office, request).readers.at(0).editing);
  CHECK_FAULT(begin_editing(*desk.office, ticket, false), Fault::conflict);
  ReplyRequest answer;
  answer.ticket = ticket;
  answer.text = "Buongiorno";
  CHECK_FAULT(reply(*desk.office, answer), Fault::conflict);
  desk.pass_real(std::chrono::minutes(11));
  CHECK(show_ticket(*desk.office, request).readers.empty());
  CHECK(reply(*desk.office, answer).status == D::queued);
  CHECK_FAULT(begin_editing(*desk.office, {99}, false), Fault::not_found);
}

TEST_CASE("reading: the lock ends with the editor and with the answer; --steal goes past it") {
  SendingOffice desk;
  const auto ticket = desk.citizen_writes();
  const auto act_as = [&](const std::string& clerk) {
    (*desk.office).local().options.actor = {clerk, clerk};
  };
  act_as("gianni");
  begin_editing(*desk.office, ticket, false);
  end_editing(*desk.office, ticket);
  CHECK(desk.office.ask("SELECT count(*) FROM reading") == 0);
  begin_editing(*desk.office, ticket, false);
  act_as("maria");
  ReplyRequest answer;
  answer.ticket = ticket;
  answer.text = "Buongiorno";
  answer.steal = "urgente";
  CHECK(reply(*desk.office, answer).status == D::queued);
  begin_editing(*desk.office, ticket, true);
  reply(*desk.office, answer);
  CHECK(desk.office.ask("SELECT count(*) FROM reading WHERE clerk = 'maria'") == 0);
}

TEST_CASE("a send never goes without an address: it fails, and the turn is the office's again") {
  SendingOffice desk;
  const auto ref = desk.queued();
  desk.office.run("UPDATE identity SET valid_to = valid_from");
  desk.work();
  CHECK(desk.net.requests().empty());
  CHECK(desk.state(ref) == D::failed);
  CHECK(desk.row(ref).error->message == "no_address");
  CHECK(desk.ticket_state(ref.ticket) == "open");
}

TEST_CASE("two records join while an answer is under way: what comes back finds the person") {
  SendingOffice desk;
  const auto first = desk.citizen_writes("393330000101");
  const auto ref = desk.queued("393330000102");
  CHECK(first.value == 1);
  merge_contacts(*desk.office, {"c2", "c1", false});
  desk.send_with(accepted_as("wamid.A", "+393330000102"));
  CHECK(desk.state(ref) == D::sent);
  CHECK(desk.office.ask("SELECT count(*) FROM event WHERE verb = 'identity'") == 0);
  desk.status("wamid.A", "failed", "", 131050);
  CHECK(desk.office.ask("SELECT contact FROM opt_out") == 1);
}

TEST_CASE("block: one that was for a time ends here, and WhatsApp is to be told") {
  SendingOffice desk;
  desk.citizen_writes();
  block_contact(*desk.office, {"c1", true, desk.office.now() + std::chrono::hours(1), false});
  desk.office.run("UPDATE block_wish SET state = 'done'");  // WhatsApp knows of it
  expire(desk);
  CHECK(desk.office.ask("SELECT blocked FROM contact") == 1);
  desk.pass_office(std::chrono::hours(1));
  expire(desk);
  CHECK(desk.office.ask("SELECT blocked FROM contact") == 0);
  CHECK(desk.office.ask("SELECT count(*) FROM block_wish WHERE block = 0 AND state = 'wanted'") == 1);
}

TEST_CASE("deadlines: looked at again although the machine's clock was ahead and was put right") {
  SendingOffice desk;
  work::Deadlines deadlines((*desk.office).local());
  PassResult result;
  desk.pass_real(std::chrono::hours(1000));
  deadlines.start_due(result);
  desk.turn_clock_back(std::chrono::hours(1000));
  const auto ticket = desk.citizen_writes();
  desk.office.run("UPDATE service_window SET last_inbound_at = 1");
  park(desk, ticket);
  desk.pass_office((*desk.office).settings().reply.park_expires + std::chrono::seconds(1));
  desk.pass_steady(std::chrono::minutes(1));
  deadlines.start_due(result);
  CHECK(result.expired == 1);
}
