// thread.hpp: one ticket as a conversation.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <urp/api.hpp>
#include <urp/event.hpp>
#include <urp/message.hpp>
#include <urp/office.hpp>
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
struct ShowResult {
  Ticket ticket;
  std::optional<TicketId> alias;    // the number asked for, when that ticket became part of this one
  std::vector<Message> messages;    // oldest first
  std::vector<Event> events;        // of the same span; not those that only say how far a message came
  std::int64_t earlier = 0;         // units that were left out
  std::vector<OtherTicket> others;  // of the same contact, newest first, at most 5
  std::vector<MovedMessages> moved;
  std::optional<Suggestion> suggestion;
  std::optional<TimePoint> clerk_since;
  std::optional<std::string> draft;  // what the clerk who asks typed and did not send
};
/// Throws not_found.
URP_API ShowResult show_ticket(Office& office, const ShowRequest& request);

}  // namespace urp
