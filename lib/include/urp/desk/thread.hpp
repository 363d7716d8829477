// thread.hpp: one ticket as a conversation.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include <urp/api.hpp>
#include <urp/desk/moderate.hpp>
#include <urp/destroyed.hpp>
#include <urp/event.hpp>
#include <urp/message.hpp>
#include <urp/office.hpp>
#include <urp/suspension.hpp>
#include <urp/ticket.hpp>

namespace urp {

struct ShowRequest {
  TicketId ticket;
  int limit = 10;          // units, the newest; 0: all
  bool mark_read = false;  // a clerk saw it on a terminal
};
struct OtherTicket {
  TicketId id;
  TicketState state = TicketState::open;
};
/// Messages of this ticket that another one shows since a split.
struct MovedMessages {
  std::int64_t first = 0, last = 0;  // their numbers
  TicketId to;
};
/// What the rules say about an unrouted case, and why.
struct Suggestion {
  std::string service;  // slug
  int rule = 0;         // counted from 1
  std::string word;     // as the rule has it
};
/// A colleague who looks at the case now, or writes an answer to it.
struct TicketReader {
  std::string clerk;
  bool editing = false;
  TimePoint at{};  // real clock: when they began, or were last seen
};
constexpr std::chrono::minutes reading_lasts{10};  // so long is somebody who was seen still there

struct ShowResult {
  Ticket ticket;
  std::optional<TicketId> alias;    // the number asked for, when that ticket became part of this one
  std::vector<Message> messages;    // oldest first
  std::vector<Event> events;        // of the same span; not those that only say how far a message came
  std::int64_t earlier = 0;         // units that were left out
  std::vector<OtherTicket> others;  // of the same contact, newest first, at most 5
  std::vector<MovedMessages> moved;
  std::optional<Suggestion> suggestion;
  std::vector<TicketReader> readers;  // but the clerk who asks
  std::optional<TimePoint> clerk_since;
  std::optional<std::string> contact_note;  // what colleagues should know about the person
  std::vector<Suspension> suspensions;      // of the legal term, the oldest first
  std::optional<std::string> draft;         // what the clerk who asks typed and did not send
  std::vector<Strikes> strikes;             // of the person, on any case
  std::vector<Suspect> suspects;            // messages of this ticket that a rule marked
  std::optional<Destroyed> destroyed;       // its words are gone for their age
  std::optional<TimePoint> erased_at;       // they are gone with the person's
};
/// Throws not_found.
URP_API ShowResult show_ticket(Office& office, const ShowRequest& request);

/// The clerk writes an answer in an editor: colleagues are told, and cannot answer unless they take the case
/// over. Throws conflict when a colleague does so already and `steal` is false; not_found.
URP_API void begin_editing(Office& office, TicketId ticket, bool steal);
URP_API void end_editing(Office& office, TicketId ticket);

}  // namespace urp
