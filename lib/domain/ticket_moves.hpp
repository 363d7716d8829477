// ticket_moves.hpp: how a ticket moves, as a function of values: its fields and an event give its fields
// afterwards. Whose turn it is, since when, who holds it, which clocks run: nobody else decides that. What an
// event cannot do to a ticket in its state leaves it as it is; whether a clerk is told so is desk's affair.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <urp/event.hpp>
#include <urp/ticket.hpp>

#include "domain/move_by.hpp"

namespace urp {

/// What can change on a ticket's own row, but for its revision.
struct TicketFields {
  TicketState state = TicketState::open_new;
  TicketKind kind = TicketKind::request;
  bool urgent = false;
  Identified identified = Identified::none;
  std::optional<std::string> subject, service;
  std::optional<std::string> clerk;                      // who holds it
  std::optional<TimePoint> clerk_since, clerk_moved_at;  // a claim without a move lapses
  std::optional<TimePoint> waiting_since;                // set exactly while it is the office's turn
  std::optional<TimePoint> postponed_until;              // only while it is the office's turn
  std::optional<TimePoint> first_answered_at, term_due_at;
  std::optional<TimePoint> closed_at;  // set exactly while it is closed
  std::optional<Outcome> outcome;      // only while it is closed
  std::optional<TicketId> merged_into;
  std::int64_t messages = 0;  // numbers given so far
  std::int64_t unread = 0;
  std::optional<std::string> preview;
  std::optional<TimePoint> last_message_at, last_inbound_at;

  bool operator==(const TicketFields&) const = default;
};

namespace ticket_move {

/// A citizen's message joined it. Thanks and stickers do not take the turn, and do not push the question out
/// of sight.
struct Arrived {
  TimePoint at{};
  bool takes_turn = true;
  std::string preview;
};
/// A citizen gave a message that is there other words.
struct Reworded {
  TimePoint at{}, received_at{};
  bool takes_turn = true;                // more than courtesy
  std::optional<TimePoint> answered_at;  // by the office, last: what came before was seen
  bool latest = false;                   // of the citizen's messages
  std::string preview;
  Seconds reopen_within{};
};
/// By the clerk who acts; with `closes` it was the last word. A routed case may stay where it is (`tell`).
struct Answered {
  TicketState after = TicketState::waiting;  // waiting, closed or routed
};
/// By other means: nobody here holds the case for it.
struct AnsweredElsewhere {
  TimePoint at{};
};
/// An answer that was no answer after all: what it stood on when it was queued, and what is left without it.
struct Withdrawn {
  TimePoint answered_at{};                   // of the message
  std::optional<TimePoint> first_left;       // the first answer that still stands
  std::optional<TimePoint> waiting_since{};  // when it was queued
};
/// It did not arrive, or waited too long: the office must find another way.
struct AnswerFailed : Withdrawn {};
/// Taken back before it left: as if it had never been written.
struct AnswerUndone : Withdrawn {
  TicketState before = TicketState::waiting;  // when it was queued
  bool superseded = false;                    // a later answer stands: the turn stays where that put it
};
/// It arrived after all: an answer again, unless something came in between.
struct AnswerArrived : Withdrawn {};
/// A parked answer leaves: the citizen has written, and it stands after what they wrote. `answered_at` is
/// where it stood.
struct AnswerReleased : Withdrawn {
  TimePoint at{};
};
/// The new holder, or nobody.
struct Handed {
  std::optional<std::string> to;
};
/// Its holder did nothing about it for too long.
struct Lapsed {};
struct Closed {
  Outcome outcome = Outcome::resolved;
};
/// A question that was closed without an answer has waited all the time.
struct Reopened {
  std::optional<TimePoint> unanswered_since;
};
struct Postponed {
  std::optional<TimePoint> until;  // none: back in sight
};
struct Routed {
  std::string service;
  std::optional<std::string> holder;  // takes a case that nobody has; none: a rule did it
};
/// From the service to the office.
struct Recalled {};
/// It said something: the office reads it, whatever became of the case meanwhile.
struct ServiceAnswered {};
/// Into another ticket of the same citizen, which shows its messages from now on.
struct Merged {
  TicketId into;
};
/// Messages came or went by a split or a merge: what the thread says now.
struct Rearranged {
  std::optional<TimePoint> first_answer, last_message, last_inbound;
  std::optional<TimePoint> question_since;  // the oldest one since the last answer that stands
  std::int64_t inbound = 0;
};
struct Marked {
  bool urgent = false;
};
struct Classified {
  TicketKind kind = TicketKind::request;
  TimePoint term_due_at{};
};
/// Its legal term rests, or runs again.
struct Retimed {
  TimePoint term_due_at{};
};
struct Named {
  std::optional<std::string> subject;
};
struct CitizenIdentified {
  Identified identified = Identified::none;
};
/// Something that is not on its row changed (a tag, a link, a note): the holder moved.
struct Touched {};
/// What an audit entry tells, taken back: each of its fields as it was before.
struct Undone {
  std::vector<Change> changes;
};

}  // namespace ticket_move

using TicketMove =
    std::variant<ticket_move::Arrived, ticket_move::Reworded, ticket_move::Answered,
                 ticket_move::AnsweredElsewhere, ticket_move::AnswerFailed, ticket_move::AnswerUndone,
                 ticket_move::AnswerArrived, ticket_move::AnswerReleased, ticket_move::Handed,
                 ticket_move::Lapsed, ticket_move::Closed, ticket_move::Reopened, ticket_move::Postponed,
                 ticket_move::Routed, ticket_move::Recalled, ticket_move::ServiceAnswered,
                 ticket_move::Merged, ticket_move::Rearranged, ticket_move::Marked, ticket_move::Classified,
                 ticket_move::Retimed, ticket_move::Named, ticket_move::CitizenIdentified,
                 ticket_move::Touched, ticket_move::Undone>;

TicketFields after_move(TicketFields ticket, const TicketMove& move, const MoveBy& by);

/// A case of its own out of another one: its holder goes along.
TicketState state_at_birth(bool held);

/// What the audit entry of a move says: the fields that somebody decides, and the clocks that they move.
std::vector<Change> difference(const TicketFields& before, const TicketFields& after);
/// The first change of an entry that is not the last word: the ticket does not stand as the entry left it.
std::optional<Change> changed_since(const TicketFields& ticket, const std::vector<Change>& changes);

}  // namespace urp
