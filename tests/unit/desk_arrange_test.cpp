// Split, merge, link: messages keep their numbers, threads and turns follow.
#include <urp/desk/arrange.hpp>

#include <urp/desk/change.hpp>
#include <urp/desk/claim.hpp>
#include <urp/desk/thread.hpp>

#include "sending_office.hpp"

using namespace urp;

namespace {

struct Case {
  TestOffice office;
  ContactId citizen = office.add_contact();
  TicketId ticket = add_ticket();

  TicketId add_ticket() {
    TicketRow row;
    row.contact = citizen;
    row.presented_at = row.waiting_since = office.now() - std::chrono::hours(5);
    const auto id = office.add_ticket(row);
    office.run("UPDATE ticket SET preview = NULL, messages = 0 WHERE id = " + std::to_string(id.value));
    return id;
  }
  void say(TicketId in, const std::string& text, int hours_ago, Direction direction = Direction::in) {
    MessageRow row;
    row.ticket = in;
    row.text = text;
    row.direction = direction;
    row.at = office.now() - std::chrono::hours(hours_ago);
    if (direction == Direction::out) row.status = "delivered";
    office.add_message(row);
  }
  ShowResult show(TicketId id) {
    ShowRequest request;
    request.ticket = id;
    return show_ticket(*office, request);
  }
  std::vector<std::string> thread(TicketId id) {
    std::vector<std::string> refs;
    for (const auto& message : show(id).messages)
      refs.push_back(to_string(MessageRef{*message.ticket, message.number}));
    return refs;
  }
};

using Refs = std::vector<std::string>;

}  // namespace

TEST_CASE("split: that message and what follows become a case of their own; numbers stay") {
  Case c;
  c.say(c.ticket, "Buca", 5);
  c.say(c.ticket, "Domani.", 4, Direction::out);
  c.say(c.ticket, "E il cassonetto?", 3);
  c.say(c.ticket, "È pieno", 2);
  const auto fresh = split_ticket(*c.office, {c.ticket, 3});
  CHECK(c.thread(c.ticket) == Refs{"1/1", "1/2"});
  CHECK(c.thread(fresh) == Refs{"1/3", "1/4"});
  const auto old = c.show(c.ticket);
  CHECK(old.ticket.state == TicketState::waiting);  // answered: it was the other matter that waited
  CHECK_FALSE(old.ticket.waiting_since.has_value());
  CHECK(old.ticket.preview == "Buca");
  REQUIRE(old.moved.size() == 1);
  CHECK(old.moved[0].first == 3);
  CHECK(old.moved[0].last == 4);
  CHECK(old.moved[0].to == fresh);
  const auto split = c.show(fresh).ticket;
  CHECK(split.linked_to == c.ticket);
  CHECK(split.state == TicketState::open_new);
  CHECK(split.waiting_since == c.office.now() - std::chrono::hours(3));
  CHECK(split.presented_at == c.office.now() - std::chrono::hours(3));
  CHECK(split.preview == "È pieno");
  CHECK(split.messages == 2);
  CHECK_FALSE(split.first_answered_at.has_value());
}

TEST_CASE("split: the first message, one of ours, an unknown one, a colleague's case") {
  Case c;
  c.say(c.ticket, "Buca", 5);
  c.say(c.ticket, "Domani.", 4, Direction::out);
  CHECK_FAULT(split_ticket(*c.office, {c.ticket, 1}), Fault::conflict);
  CHECK_FAULT(split_ticket(*c.office, {c.ticket, 2}), Fault::conflict);
  CHECK_FAULT(split_ticket(*c.office, {c.ticket, 7}), Fault::not_found);
  CHECK_FAULT(split_ticket(*c.office, {TicketId{9}, 1}), Fault::not_found);
  c.say(c.ticket, "E il cassonetto?", 3);
  c.office.run("UPDATE ticket SET clerk = 'gianni', clerk_moved_at = 9999999999");
  CHECK_FAULT(split_ticket(*c.office, {c.ticket, 3}), Fault::conflict);
  CHECK(c.office.ask("SELECT count(*) FROM ticket") == 1);
}

TEST_CASE("split: a rehearsal changes nothing") {
  Case c;
  c.say(c.ticket, "Buca", 5);
  c.say(c.ticket, "E il cassonetto?", 3);
  split_ticket(*c.office, {c.ticket, 2}, true);
  CHECK(c.thread(c.ticket) == Refs{"1/1", "1/2"});
  CHECK(c.office.ask("SELECT count(*) FROM ticket") == 1);
}

TEST_CASE("merge: one thread by time, the former number leads there, the oldest question counts") {
  Case c;
  const auto other = c.add_ticket();
  c.say(c.ticket, "Buca", 5);
  c.say(other, "Lampione", 4);
  c.say(c.ticket, "Ancora la buca", 3);
  merge_tickets(*c.office, c.ticket, other);
  CHECK(c.thread(other) == Refs{"1/1", "2/1", "1/2"});
  const auto shown = c.show(c.ticket);
  CHECK(shown.ticket.id == other);
  CHECK(shown.alias == c.ticket);
  CHECK(shown.ticket.waiting_since == c.office.now() - std::chrono::hours(5));
  CHECK(shown.ticket.preview == "Ancora la buca");
  CHECK(shown.others.empty());
  CHECK(
      c.office.ask(
          "SELECT state = 'closed' AND outcome = 'duplicate' AND merged_into = 2 FROM ticket WHERE id = 1") ==
      1);
}

TEST_CASE("merge: other citizens, the same ticket, into a closed one, twice") {
  Case c;
  c.say(c.ticket, "Buca", 5);
  const auto other = c.add_ticket();
  c.say(other, "Lampione", 4);
  ContactRow row;
  row.phone = "393330000199";
  TicketRow stranger;
  stranger.contact = c.office.add_contact(row);
  const auto strangers = c.office.add_ticket(stranger);
  CHECK_FAULT(merge_tickets(*c.office, c.ticket, strangers), Fault::refused);
  CHECK_FAULT(merge_tickets(*c.office, c.ticket, c.ticket), Fault::usage);
  CHECK_FAULT(merge_tickets(*c.office, c.ticket, {99}), Fault::not_found);
  merge_tickets(*c.office, c.ticket, other);
  CHECK_FAULT(merge_tickets(*c.office, c.ticket, other), Fault::conflict);
  ChangeRequest change;
  change.tickets = {c.ticket};
  CHECK(close_tickets(*c.office, change, {}).failed.at(0).second.fault() == Fault::conflict);
  CHECK(reopen_tickets(*c.office, change).failed.at(0).second.fault() == Fault::conflict);
}

TEST_CASE("what was split comes back by a merge, each message in its own ticket again") {
  Case c;
  c.say(c.ticket, "Buca", 5);
  c.say(c.ticket, "E il cassonetto?", 3);
  const auto fresh = split_ticket(*c.office, {c.ticket, 2});
  merge_tickets(*c.office, fresh, c.ticket);
  CHECK(c.thread(c.ticket) == Refs{"1/1", "1/2"});
  CHECK(c.office.ask("SELECT count(*) FROM message WHERE shown_in IS NOT NULL") == 0);
}

TEST_CASE(
    "split: an answer in the new case quotes a message by its own number; one of the former is refused") {
  SendingOffice desk;
  const auto ticket = desk.citizen_writes();
  desk.citizen_writes();
  const auto fresh = split_ticket(*desk.office, {ticket, 2});
  ReplyRequest request;
  request.ticket = fresh;
  request.text = "Buongiorno";
  request.quote = 2;
  request.quote_ticket = ticket;
  CHECK(reply(*desk.office, request).status == Delivery::queued);
  CHECK(desk.row({fresh, 1}).quoted_wamid == "wamid.in2");
  request.quote = 1;
  CHECK_FAULT(reply(*desk.office, request), Fault::usage);
}

TEST_CASE("split: the rules look at each case's own words") {
  Case c;
  Settings::Rule rule;
  rule.service = "ambiente";
  rule.words = {"cassonetto"};
  (*c.office).local().options.settings.rules = {rule};
  c.say(c.ticket, "Buca", 5);
  c.say(c.ticket, "E il cassonetto?", 3);
  CHECK(c.show(c.ticket).suggestion.has_value());
  const auto fresh = split_ticket(*c.office, {c.ticket, 2});
  CHECK_FALSE(c.show(c.ticket).suggestion.has_value());
  CHECK(c.show(fresh).suggestion->service == "ambiente");
}

TEST_CASE("link: both ways, once; taken back; oneself is none") {
  Case c;
  const auto other = c.add_ticket();
  CHECK(link_tickets(*c.office, c.ticket, other));
  CHECK_FALSE(link_tickets(*c.office, other, c.ticket));
  CHECK(c.show(c.ticket).ticket.linked == std::vector{other});
  CHECK(c.show(other).ticket.linked == std::vector{c.ticket});
  CHECK(unlink_tickets(*c.office, c.ticket, other));
  CHECK_FALSE(unlink_tickets(*c.office, c.ticket, other));
  CHECK(c.show(other).ticket.linked.empty());
  CHECK_FAULT(link_tickets(*c.office, other, other), Fault::usage);
  CHECK_FAULT(link_tickets(*c.office, other, {99}), Fault::not_found);
}

TEST_CASE("merge and split: a colleague's case is theirs, whichever of the two it is") {
  Case c;
  c.say(c.ticket, "Buca", 5);
  c.say(c.ticket, "E il lampione?", 4);
  const auto other = c.add_ticket();
  c.say(other, "Lampione", 3);
  for (const auto held : {c.ticket, other}) {
    c.office.run("UPDATE ticket SET clerk = NULL");
    c.office.run("UPDATE ticket SET clerk = 'gianni' WHERE id = " + std::to_string(held.value));
    CHECK_FAULT(merge_tickets(*c.office, c.ticket, other), Fault::conflict);
    CHECK(c.office.ask("SELECT count(*) FROM ticket WHERE merged_into IS NOT NULL") == 0);
  }
  c.office.run("UPDATE ticket SET clerk = 'gianni' WHERE id = " + std::to_string(c.ticket.value));
  CHECK_FAULT(split_ticket(*c.office, {c.ticket, 2}), Fault::conflict);
}
