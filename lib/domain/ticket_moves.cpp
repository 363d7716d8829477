#include "domain/ticket_moves.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

namespace urp {
namespace {

using namespace ticket_move;

bool is_open(const TicketFields& ticket) {
  return ticket.state != TicketState::closed;
}
bool is_answered(const TicketFields& ticket) {
  return ticket.state == TicketState::waiting || ticket.state == TicketState::closed;
}

std::optional<TimePoint> later_of(std::optional<TimePoint> known, TimePoint at) {
  return std::max(known.value_or(at), at);
}

void leave_closed(TicketFields& ticket) {
  ticket.closed_at.reset();
  ticket.outcome.reset();
}

/// To whose turn it is there belongs since when, and nobody puts off what is not theirs to do.
void give_to_office(TicketFields& ticket, TicketState state, TimePoint since) {
  leave_closed(ticket);
  ticket.state = state;
  ticket.waiting_since = since;
}
void leave_office(TicketFields& ticket, TicketState state) {
  leave_closed(ticket);
  ticket.state = state;
  ticket.waiting_since.reset();
  ticket.postponed_until.reset();
}
void close(TicketFields& ticket, Outcome outcome, TimePoint now) {
  leave_office(ticket, TicketState::closed);
  ticket.closed_at = now;
  ticket.outcome = outcome;
}

void hold(TicketFields& ticket, const std::string& clerk, TimePoint now) {
  if (ticket.clerk != clerk) ticket.clerk_since = now;
  ticket.clerk = clerk;
  ticket.clerk_moved_at = now;
}
void give_back(TicketFields& ticket) {
  ticket.clerk.reset();
  ticket.clerk_since.reset();
  ticket.clerk_moved_at.reset();
}

std::optional<std::string> name_of(const std::optional<Outcome>& outcome) {
  return outcome ? std::optional(std::string(to_name(*outcome))) : std::nullopt;
}
std::optional<std::string> seconds_of(std::optional<TimePoint> at) {
  return at ? std::optional(std::to_string(at->time_since_epoch().count())) : std::nullopt;
}
std::optional<TimePoint> time_of(const std::optional<std::string>& seconds) {
  if (!seconds) return std::nullopt;
  std::int64_t count = 0;
  std::from_chars(seconds->data(), seconds->data() + seconds->size(), count);
  return TimePoint(Seconds(count));
}
std::string truth(bool value) {
  return value ? "true" : "false";
}

/// What an audit entry tells of a ticket: how each field is written there, and read back.
struct ToldField {
  const char* name;
  std::optional<std::string> (*get)(const TicketFields&);
  void (*set)(TicketFields&, const std::optional<std::string>&);
};
using Text = std::optional<std::string>;
constexpr ToldField told_fields[] = {
    {"clerk", [](const TicketFields& t) { return t.clerk; },
     [](TicketFields& t, const Text& value) { t.clerk = value; }},
    {"state", [](const TicketFields& t) { return Text(to_name(t.state)); },
     [](TicketFields& t, const Text& value) {
       t.state = ticket_state(value.value_or("")).value_or(t.state);
     }},
    {"outcome", [](const TicketFields& t) { return name_of(t.outcome); },
     [](TicketFields& t, const Text& value) { t.outcome = outcome(value.value_or("")); }},
    {"postponed_until", [](const TicketFields& t) { return seconds_of(t.postponed_until); },
     [](TicketFields& t, const Text& value) { t.postponed_until = time_of(value); }},
    {"urgent", [](const TicketFields& t) { return Text(truth(t.urgent)); },
     [](TicketFields& t, const Text& value) { t.urgent = value == "true"; }},
    {"kind", [](const TicketFields& t) { return Text(to_name(t.kind)); },
     [](TicketFields& t, const Text& value) { t.kind = ticket_kind(value.value_or("")).value_or(t.kind); }},
    {"subject", [](const TicketFields& t) { return t.subject; },
     [](TicketFields& t, const Text& value) { t.subject = value; }},
    {"identified", [](const TicketFields& t) { return Text(to_name(t.identified)); },
     [](TicketFields& t, const Text& value) {
       t.identified = identified(value.value_or("")).value_or(Identified::none);
     }},
    {"lead", [](const TicketFields& t) { return t.service; },
     [](TicketFields& t, const Text& value) { t.service = value; }},
    {"waiting_since", [](const TicketFields& t) { return seconds_of(t.waiting_since); },
     [](TicketFields& t, const Text& value) { t.waiting_since = time_of(value); }},
    {"closed_at", [](const TicketFields& t) { return seconds_of(t.closed_at); },
     [](TicketFields& t, const Text& value) { t.closed_at = time_of(value); }},
    {"clerk_since", [](const TicketFields& t) { return seconds_of(t.clerk_since); },
     [](TicketFields& t, const Text& value) { t.clerk_since = t.clerk_moved_at = time_of(value); }},
    {"term_due_at", [](const TicketFields& t) { return seconds_of(t.term_due_at); },
     [](TicketFields& t, const Text& value) { t.term_due_at = time_of(value); }},
};

const ToldField* told_field(std::string_view name) {
  const auto found = std::find_if(std::begin(told_fields), std::end(told_fields),
                                  [&](const ToldField& field) { return name == field.name; });
  return found == std::end(told_fields) ? nullptr : found;
}

void withdraw_first_answer(TicketFields& ticket, const Withdrawn& answer) {
  if (ticket.first_answered_at == answer.answered_at) ticket.first_answered_at = answer.first_left;
}

/// One step a kind of event, on the fields in hand.
struct Step {
  TicketFields& ticket;
  const MoveBy& by;

  /// What its holder does keeps the claim alive.
  void moved() const {
    if (ticket.clerk == by.clerk) ticket.clerk_moved_at = by.now;
  }

  void operator()(const Arrived& message) const {
    ++ticket.messages;
    ++ticket.unread;
    ticket.last_message_at = later_of(ticket.last_message_at, message.at);
    ticket.last_inbound_at = later_of(ticket.last_inbound_at, message.at);
    if (message.takes_turn || !ticket.preview) ticket.preview = message.preview;
    if (!message.takes_turn) return;
    const bool is_new = ticket.state == TicketState::open_new;
    const TimePoint since = std::min(ticket.waiting_since.value_or(message.at), message.at);
    give_to_office(ticket, is_new ? TicketState::open_new : TicketState::open, since);
    ticket.postponed_until.reset();
  }
  void operator()(const Reworded& words) const {
    ticket.unread = std::max<std::int64_t>(ticket.unread, 1);
    if (words.latest) ticket.preview = words.preview;
    const bool unseen = !words.answered_at || words.received_at >= *words.answered_at;
    const bool reopens = ticket.closed_at && words.at <= *ticket.closed_at + words.reopen_within;
    const bool theirs = ticket.state == TicketState::waiting || reopens;
    if (!words.takes_turn || !unseen || !theirs) return;
    give_to_office(ticket, TicketState::open, words.at);
    ticket.postponed_until.reset();
  }
  void operator()(const Answered& answer) const {
    if (!is_open(ticket)) return;
    hold(ticket, by.clerk, by.now);
    if (!ticket.first_answered_at) ticket.first_answered_at = by.now;
    if (answer.after == TicketState::closed) return close(ticket, Outcome::answered, by.now);
    leave_office(ticket, answer.after);
  }
  void operator()(const AnsweredElsewhere& answer) const {
    const auto turn = turn_of(ticket.state);
    if (turn != Turn::office && turn != Turn::citizen) return;
    leave_office(ticket, TicketState::waiting);
    if (!ticket.first_answered_at) ticket.first_answered_at = answer.at;
  }
  void operator()(const AnswerFailed& answer) const {
    withdraw_first_answer(ticket, answer);
    if (is_answered(ticket)) give_to_office(ticket, TicketState::open, answer.waiting_since.value_or(by.now));
  }
  void operator()(const AnswerUndone& answer) const {
    withdraw_first_answer(ticket, answer);
    if (!is_answered(ticket) || answer.superseded) return;
    if (answer.waiting_since) return give_to_office(ticket, TicketState::open, *answer.waiting_since);
    leave_office(ticket, answer.before == TicketState::routed ? TicketState::routed : TicketState::waiting);
  }
  void operator()(const AnswerArrived& answer) const {
    const bool stands_as_then =
        ticket.state == TicketState::open && ticket.waiting_since == answer.waiting_since;
    if (!stands_as_then || ticket.last_inbound_at > answer.answered_at) return;
    leave_office(ticket, TicketState::waiting);
    if (!ticket.first_answered_at) ticket.first_answered_at = answer.answered_at;
  }
  void operator()(const AnswerReleased& answer) const {
    withdraw_first_answer(ticket, answer);
    ticket.last_message_at = later_of(ticket.last_message_at, answer.at);
    const auto turn = turn_of(ticket.state);
    if (turn == Turn::office || turn == Turn::citizen) leave_office(ticket, TicketState::waiting);
  }
  void operator()(const Handed& handed) const {
    if (!is_open(ticket)) return;
    give_back(ticket);
    if (!handed.to) return;
    hold(ticket, *handed.to, by.now);
    if (ticket.state == TicketState::open_new) ticket.state = TicketState::open;
  }
  void operator()(const Lapsed&) const { give_back(ticket); }
  void operator()(const Closed& closed) const {
    if (!is_open(ticket)) return;
    close(ticket, closed.outcome, by.now);
    moved();
  }
  void operator()(const Reopened& reopened) const {
    if (is_open(ticket)) return;
    give_to_office(ticket, TicketState::open, reopened.unanswered_since.value_or(by.now));
    moved();
  }
  void operator()(const Postponed& postponed) const {
    if (turn_of(ticket.state) != Turn::office) return;
    ticket.postponed_until = postponed.until;
    moved();
  }
  void operator()(const Routed& routed) const {
    if (!is_open(ticket)) return;
    leave_office(ticket, TicketState::routed);
    ticket.service = routed.service;
    if (!ticket.clerk && routed.holder) hold(ticket, *routed.holder, by.now);
    if (ticket.clerk) ticket.clerk_moved_at = by.now;
  }
  void operator()(const Recalled&) const {
    if (ticket.state != TicketState::routed) return;
    give_to_office(ticket, TicketState::open, by.now);
    moved();
  }
  void operator()(const ServiceAnswered&) const {
    if (turn_of(ticket.state) == Turn::office || ticket.merged_into) return;
    give_to_office(ticket, TicketState::open, by.now);
  }
  void operator()(const Merged& merged) const {
    close(ticket, Outcome::duplicate, by.now);
    ticket.merged_into = merged.into;
    ticket.unread = 0;
    ticket.preview.reset();
    moved();
  }
  void operator()(const Rearranged& thread) const {
    ticket.first_answered_at = thread.first_answer;
    ticket.last_message_at = thread.last_message;
    ticket.last_inbound_at = thread.last_inbound;
    ticket.unread = std::min(ticket.unread, thread.inbound);
    const auto turn = turn_of(ticket.state);
    if (turn != Turn::office && turn != Turn::citizen) return;
    if (!thread.question_since) return leave_office(ticket, TicketState::waiting);
    give_to_office(ticket, turn == Turn::office ? ticket.state : TicketState::open, *thread.question_since);
  }
  void operator()(const Marked& marked) const {
    ticket.urgent = marked.urgent;
    moved();
  }
  void operator()(const Classified& classified) const {
    ticket.kind = classified.kind;
    ticket.term_due_at = classified.term_due_at;
    moved();
  }
  void operator()(const Retimed& term) const {
    if (!is_open(ticket)) return;
    ticket.term_due_at = term.term_due_at;
    moved();
  }
  void operator()(const Named& named) const {
    ticket.subject = named.subject;
    moved();
  }
  void operator()(const CitizenIdentified& person) const {
    ticket.identified = person.identified;
    moved();
  }
  void operator()(const Touched&) const { moved(); }
  void operator()(const Undone& undone) const {
    for (const Change& change : undone.changes) {
      if (const auto* field = told_field(change.field)) field->set(ticket, change.before);
    }
    moved();
  }
};

}  // namespace

TicketFields after_move(TicketFields ticket, const TicketMove& move, const MoveBy& by) {
  std::visit(Step{ticket, by}, move);
  return ticket;
}

TicketState state_at_birth(bool held) {
  return held ? TicketState::open : TicketState::open_new;
}

std::vector<Change> difference(const TicketFields& before, const TicketFields& after) {
  std::vector<Change> changes;
  for (const auto& field : told_fields) {
    auto was = field.get(before), is = field.get(after);
    if (was != is) changes.push_back({field.name, std::move(was), std::move(is)});
  }
  return changes;
}

std::optional<Change> changed_since(const TicketFields& ticket, const std::vector<Change>& changes) {
  for (const Change& change : changes) {
    const auto* field = told_field(change.field);
    if (field && field->get(ticket) != change.after) return change;
  }
  return std::nullopt;
}

}  // namespace urp
