#include "domain/ticket_moves.hpp"

#include <doctest/doctest.h>

#include <array>

using namespace urp;
using namespace urp::ticket_move;

namespace {

using S = TicketState;
constexpr std::array states = {S::open_new, S::open, S::waiting, S::routed, S::closed};

TimePoint at(int seconds) {
  return TimePoint(Seconds(seconds));
}
const MoveBy maria{at(1000), "maria"};

/// A ticket that came to this state as tickets do.
TicketFields in_state(S state, std::optional<std::string> clerk = "maria") {
  TicketFields ticket;
  ticket.state = state;
  ticket.clerk = clerk;
  if (clerk) ticket.clerk_since = ticket.clerk_moved_at = at(500);
  ticket.messages = 4;
  ticket.unread = 1;
  ticket.preview = "La buca in via Roma";
  ticket.last_message_at = ticket.last_inbound_at = at(400);
  if (turn_of(state) == Turn::office) {
    ticket.waiting_since = at(400);
    ticket.postponed_until = at(5000);
  } else {
    ticket.first_answered_at = at(450);
  }
  if (state == S::routed) ticket.service = "strade";
  if (state == S::closed) {
    ticket.closed_at = at(480);
    ticket.outcome = Outcome::answered;
  }
  return ticket;
}

AnswerFailed failed(std::optional<TimePoint> waiting_since) {
  AnswerFailed answer;
  answer.answered_at = at(450);
  answer.waiting_since = waiting_since;
  return answer;
}
AnswerUndone undone(std::optional<TimePoint> waiting_since, S before, bool superseded = false) {
  AnswerUndone answer;
  answer.answered_at = at(450);
  answer.waiting_since = waiting_since;
  answer.before = before;
  answer.superseded = superseded;
  return answer;
}
Rearranged thread_with(std::optional<TimePoint> question_since) {
  Rearranged thread;
  thread.question_since = question_since;
  thread.last_message = thread.last_inbound = at(400);
  thread.inbound = 3;
  return thread;
}

AnswerArrived arrived_after_all(TimePoint answered_at, std::optional<TimePoint> waiting_since) {
  AnswerArrived answer;
  answer.answered_at = answered_at;
  answer.waiting_since = waiting_since;
  return answer;
}

AnswerReleased released(TimePoint when) {
  AnswerReleased answer;
  answer.answered_at = at(450);
  answer.at = when;
  return answer;
}

struct Row {
  const char* event;
  TicketMove move;
  std::array<S, 5> to;  // from new, open, waiting, routed, closed
};

std::vector<Row> table() {
  constexpr S nw = S::open_new, op = S::open, wa = S::waiting, ro = S::routed, cl = S::closed;
  return {
      {"a citizen's question", Arrived{at(900), true, "?"}, {nw, op, op, op, op}},
      {"a citizen's thanks", Arrived{at(900), false, "grazie"}, {nw, op, wa, ro, cl}},
      {"other words", Reworded{at(900), at(900), true, {}, true, "?", Seconds(1000)}, {nw, op, op, ro, op}},
      {"other words, long closed",
       Reworded{at(900), at(900), true, at(900), true, "?", Seconds(10)},
       {nw, op, op, ro, cl}},
      {"other words, answered since",
       Reworded{at(900), at(900), true, at(901), true, "?", Seconds(1000)},
       {nw, op, wa, ro, cl}},
      {"other thanks", Reworded{at(900), at(900), false, {}, true, "?", Seconds(1000)}, {nw, op, wa, ro, cl}},
      {"an answer", Answered{wa}, {wa, wa, wa, wa, cl}},
      {"an answer that closes", Answered{cl}, {cl, cl, cl, cl, cl}},
      {"an answer that routes", Answered{ro}, {ro, ro, ro, ro, cl}},
      {"an answer elsewhere", AnsweredElsewhere{at(900)}, {wa, wa, wa, ro, cl}},
      {"an answer failed", failed(at(300)), {nw, op, op, ro, op}},
      {"an answer failed that was written unasked", failed(std::nullopt), {nw, op, op, ro, op}},
      {"an answer undone", undone(at(300), op), {nw, op, op, ro, op}},
      {"an answer undone, the citizen's turn before", undone(std::nullopt, wa), {nw, op, wa, ro, wa}},
      {"an answer undone, the service's turn before", undone(std::nullopt, ro), {nw, op, ro, ro, ro}},
      {"an answer undone after a later one", undone(at(300), op, true), {nw, op, wa, ro, cl}},
      {"an answer arrived after all", arrived_after_all(at(450), at(400)), {nw, wa, wa, ro, cl}},
      {"an answer arrived after a new question", arrived_after_all(at(350), at(400)), {nw, op, wa, ro, cl}},
      {"an answer to another question arrived", arrived_after_all(at(450), at(300)), {nw, op, wa, ro, cl}},
      {"a parked answer leaves", released(at(950)), {wa, wa, wa, ro, cl}},
      {"undone", Undone{}, {nw, op, wa, ro, cl}},
      {"handed to somebody", Handed{"gianni"}, {op, op, wa, ro, cl}},
      {"handed to nobody", Handed{}, {nw, op, wa, ro, cl}},
      {"lapsed", Lapsed{}, {nw, op, wa, ro, cl}},
      {"closed", Closed{Outcome::rejected}, {cl, cl, cl, cl, cl}},
      {"reopened", Reopened{}, {nw, op, wa, ro, op}},
      {"postponed", Postponed{at(9000)}, {nw, op, wa, ro, cl}},
      {"back in sight", Postponed{}, {nw, op, wa, ro, cl}},
      {"routed", Routed{"verde", "maria"}, {ro, ro, ro, ro, cl}},
      {"recalled", Recalled{}, {nw, op, wa, op, cl}},
      {"the service answered", ServiceAnswered{}, {nw, op, op, op, op}},
      {"merged", Merged{TicketId{7}}, {cl, cl, cl, cl, cl}},
      {"rearranged, a question is left", thread_with(at(350)), {nw, op, op, ro, cl}},
      {"rearranged, nothing is asked", thread_with(std::nullopt), {wa, wa, wa, ro, cl}},
      {"marked", Marked{true}, {nw, op, wa, ro, cl}},
      {"classified", Classified{TicketKind::report, at(8000)}, {nw, op, wa, ro, cl}},
      {"retimed", Retimed{at(9000)}, {nw, op, wa, ro, cl}},
      {"named", Named{"Buca"}, {nw, op, wa, ro, cl}},
      {"identified", CitizenIdentified{Identified::verified}, {nw, op, wa, ro, cl}},
      {"touched", Touched{}, {nw, op, wa, ro, cl}},
  };
}

/// What the table's CHECKs want, and what nobody could explain on a screen.
void check_whole(const TicketFields& ticket) {
  const bool office = turn_of(ticket.state) == Turn::office;
  CHECK(ticket.waiting_since.has_value() == office);
  if (!office) CHECK_FALSE(ticket.postponed_until);
  CHECK(ticket.closed_at.has_value() == (ticket.state == S::closed));
  CHECK(ticket.outcome.has_value() == (ticket.state == S::closed));
  CHECK(ticket.clerk.has_value() == ticket.clerk_since.has_value());
  CHECK(ticket.clerk.has_value() == ticket.clerk_moved_at.has_value());
}

}  // namespace

TEST_CASE("ticket moves: every event in every state, whoever holds the ticket") {
  std::vector<bool> named(std::variant_size_v<TicketMove>);
  for (const auto& row : table()) {
    named[row.move.index()] = true;
    for (std::size_t from = 0; from < states.size(); ++from) {
      for (const auto& clerk : {std::optional<std::string>{}, std::optional<std::string>("maria"),
                                std::optional<std::string>("gianni")}) {
        CAPTURE(row.event);
        CAPTURE(to_name(states[from]));
        CAPTURE(clerk.value_or("nobody"));
        const auto before = in_state(states[from], clerk);
        check_whole(before);
        const auto after = after_move(before, row.move, maria);
        CHECK(to_name(after.state) == to_name(row.to[from]));
        check_whole(after);
      }
    }
  }
  for (const bool each : named) CHECK(each);
}

TEST_CASE("ticket moves: what cannot be done to a ticket leaves it as it is") {
  const auto unmoved = [](S state, const TicketMove& move) {
    const auto ticket = in_state(state, "gianni");
    return after_move(ticket, move, maria) == ticket;
  };
  for (const auto& move : std::initializer_list<TicketMove>{
           Answered{}, Answered{S::closed}, AnsweredElsewhere{at(900)}, Handed{"maria"}, Handed{},
           Closed{Outcome::rejected}, Postponed{at(9000)}, Routed{"verde", "maria"}, Recalled{}}) {
    CAPTURE(move.index());
    CHECK(unmoved(S::closed, move));
  }
  for (const S state : {S::open_new, S::open, S::waiting}) CHECK(unmoved(state, Recalled{}));
  for (const S state : {S::waiting, S::routed}) CHECK(unmoved(state, Postponed{at(9000)}));
  for (const S state : {S::open_new, S::open, S::waiting, S::routed}) CHECK(unmoved(state, Reopened{}));
  CHECK(unmoved(S::routed, AnsweredElsewhere{at(900)}));
}

TEST_CASE("ticket moves: a question waits since the oldest one") {
  auto ticket = after_move(in_state(S::waiting), Arrived{at(700), true, "E allora?"}, maria);
  CHECK(ticket.waiting_since == at(700));
  CHECK(ticket.preview == "E allora?");
  ticket = after_move(ticket, Arrived{at(900), true, "Pronto?"}, maria);
  CHECK(ticket.waiting_since == at(700));
  ticket = after_move(ticket, Arrived{at(600), true, "late"}, maria);
  CHECK(ticket.waiting_since == at(600));
  CHECK(ticket.last_message_at == at(900));  // what comes late is not the last
  CHECK(ticket.last_inbound_at == at(900));
  CHECK(ticket.messages == 7);
  CHECK(ticket.unread == 4);
}

TEST_CASE("ticket moves: thanks end no postponement and hide no question; a question does both") {
  const auto put_off = in_state(S::open);
  const auto thanked = after_move(put_off, Arrived{at(900), false, "grazie"}, maria);
  CHECK(thanked.postponed_until == put_off.postponed_until);
  CHECK(thanked.preview == put_off.preview);
  CHECK(thanked.unread == 2);
  const auto asked = after_move(put_off, Arrived{at(900), true, "?"}, maria);
  CHECK_FALSE(asked.postponed_until);
  CHECK(asked.preview == "?");
  auto mute = put_off;
  mute.preview.reset();
  CHECK(after_move(mute, Arrived{at(900), false, "grazie"}, maria).preview == "grazie");
}

TEST_CASE("ticket moves: the first answer stays the first, until it turns out to be none") {
  auto ticket = after_move(in_state(S::open_new, std::nullopt), Answered{}, maria);
  CHECK(ticket.first_answered_at == at(1000));
  CHECK(ticket.clerk == "maria");
  CHECK(ticket.clerk_since == at(1000));
  ticket = after_move(ticket, Answered{}, {at(2000), "maria"});
  CHECK(ticket.first_answered_at == at(1000));
  CHECK(ticket.clerk_since == at(1000));  // hers already
  CHECK(ticket.clerk_moved_at == at(2000));

  AnswerFailed later = failed(at(300));
  later.answered_at = at(2000);
  CHECK(after_move(ticket, later, maria).first_answered_at == at(1000));
  AnswerFailed first = failed(at(300));
  first.answered_at = at(1000);
  CHECK_FALSE(after_move(ticket, first, maria).first_answered_at);
  first.first_left = at(2000);
  const auto after = after_move(ticket, first, maria);
  CHECK(after.first_answered_at == at(2000));
  CHECK(after.waiting_since == at(300));
  CHECK(after_move(ticket, failed(std::nullopt), maria).waiting_since == at(1000));  // nobody waited: now
}

TEST_CASE("ticket moves: what its holder does keeps the claim; what others do does not") {
  for (const auto& move : std::initializer_list<TicketMove>{
           Postponed{at(9000)}, Marked{true}, Named{"Buca"}, Touched{},
           Classified{TicketKind::report, at(8000)}, CitizenIdentified{Identified::verified}, Closed{}}) {
    CAPTURE(move.index());
    CHECK(after_move(in_state(S::open, "maria"), move, maria).clerk_moved_at == at(1000));
    CHECK(after_move(in_state(S::open, "gianni"), move, maria).clerk_moved_at == at(500));
    CHECK_FALSE(after_move(in_state(S::open, std::nullopt), move, maria).clerk);
  }
}

TEST_CASE("ticket moves: routed by whoever has it, or by whoever routes it") {
  const auto free = after_move(in_state(S::open, std::nullopt), Routed{"verde", "maria"}, maria);
  CHECK(free.clerk == "maria");
  CHECK(free.clerk_since == at(1000));
  CHECK(free.service == "verde");
  CHECK_FALSE(after_move(in_state(S::open, std::nullopt), Routed{"verde", std::nullopt}, maria).clerk);
  const auto held = after_move(in_state(S::open, "maria"), Routed{"verde", "maria"}, maria);
  CHECK(held.clerk_since == at(500));
  CHECK(held.clerk_moved_at == at(1000));
  CHECK(after_move(held, Recalled{}, {at(3000), "maria"}).waiting_since == at(3000));
}

TEST_CASE("ticket moves: merged into another, nothing is left to read") {
  const auto part = after_move(in_state(S::open), Merged{TicketId{7}}, maria);
  CHECK(part.merged_into == TicketId{7});
  CHECK(part.outcome == Outcome::duplicate);
  CHECK(part.unread == 0);
  CHECK_FALSE(part.preview);
}

TEST_CASE("ticket moves: what a thread says after a split") {
  auto ticket = in_state(S::waiting);
  ticket.unread = 5;
  const auto after = after_move(ticket, thread_with(at(350)), maria);
  CHECK(after.unread == 3);  // no more than there are
  CHECK(after.waiting_since == at(350));
  CHECK_FALSE(after.first_answered_at);
}

TEST_CASE("ticket moves: the audit entry is what somebody decided") {
  const auto before = in_state(S::open, "gianni");
  const auto told = [&](const TicketMove& move) {
    std::string words;
    for (const auto& change : difference(before, after_move(before, move, maria))) {
      words += change.field + ":" + change.before.value_or("-") + ">" + change.after.value_or("-") + " ";
    }
    return words;
  };
  CHECK(told(Touched{}).empty());
  CHECK(told(Closed{Outcome::not_ours}) ==
        "state:open>closed outcome:->not-ours postponed_until:5000>- waiting_since:400>- closed_at:->1000 ");
  CHECK(told(Answered{}) ==
        "clerk:gianni>maria state:open>waiting postponed_until:5000>- waiting_since:400>- "
        "clerk_since:500>1000 ");
  CHECK(told(Marked{true}) == "urgent:false>true ");
  CHECK(told(Classified{TicketKind::access, at(1)}) == "kind:request>access term_due_at:->1 ");
  CHECK(told(Named{"Buca"}) == "subject:->Buca ");
  CHECK(told(CitizenIdentified{Identified::declared}) == "identified:none>declared ");
  CHECK(told(Postponed{}) == "postponed_until:5000>- ");
  CHECK(told(Lapsed{}) == "clerk:gianni>- clerk_since:500>- ");
}

TEST_CASE("ticket moves: what an entry tells can be taken back from it alone") {
  const auto before = in_state(S::open, "gianni");
  for (const auto& move : std::initializer_list<TicketMove>{
           Closed{Outcome::not_ours}, Handed{"maria"}, Handed{}, Postponed{}, Postponed{at(9000)},
           Marked{true}, Classified{TicketKind::access, at(1)}, Named{"Buca"}, Routed{"verde", "maria"},
           CitizenIdentified{Identified::declared}}) {
    CAPTURE(move.index());
    const auto after = after_move(before, move, maria);
    const auto changes = difference(before, after);
    CHECK_FALSE(changed_since(after, changes));
    auto undone = after_move(after, Undone{changes}, maria);
    CHECK(changed_since(undone, changes));
    check_whole(undone);
    undone.clerk_moved_at = before.clerk_moved_at;  // taking back is a move too
    CHECK(undone == before);
  }
  const auto closed = in_state(S::closed);
  const auto reopened = after_move(closed, Reopened{}, maria);
  CHECK(after_move(reopened, Undone{difference(closed, reopened)}, maria).closed_at == at(480));
}

TEST_CASE("ticket moves: a question closed without an answer has waited all the time") {
  CHECK(after_move(in_state(S::closed), Reopened{at(400)}, maria).waiting_since == at(400));
  CHECK(after_move(in_state(S::closed), Reopened{}, maria).waiting_since == at(1000));
}

TEST_CASE("ticket moves: a parked answer that leaves stands after what the citizen wrote, whose turn it is") {
  auto ticket = after_move(in_state(S::waiting), Arrived{at(900), true, "Eccomi"}, maria);
  REQUIRE(ticket.state == S::open);
  AnswerReleased released;
  released.answered_at = at(450);
  released.first_left = released.at = at(950);
  ticket = after_move(ticket, released, maria);
  CHECK(ticket.state == S::waiting);
  CHECK(ticket.first_answered_at == at(950));
  CHECK(ticket.last_message_at == at(950));
  CHECK(ticket.unread == 2);  // and yet to be read
}

TEST_CASE("ticket moves: a case of its own is open as soon as somebody holds it") {
  CHECK(state_at_birth(true) == S::open);
  CHECK(state_at_birth(false) == S::open_new);
}
