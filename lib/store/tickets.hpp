// tickets.hpp: how tickets begin and move. How they are read for lists is in ticket_list.hpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/threading.hpp"
#include "store/access.hpp"

namespace urp::store {

/// The contact's tickets, the most recently active first.
std::vector<Candidate> list_candidates(const Access& db, ContactId contact, int limit = 20);
/// The ticket if it is this contact's.
std::optional<Candidate> find_candidate(const Access& db, TicketId ticket, ContactId contact);

struct NewTicket {
  ContactId contact;
  std::int64_t number = 0;  // row of the business number
  TicketKind kind = TicketKind::request;
  TimePoint presented_at{}, first_answer_due_at{}, term_due_at{};
  std::optional<TicketId> linked_to;
};
TicketId add_ticket(Writer& db, const NewTicket& ticket);

/// A citizen's message in a ticket, as the ticket sees it.
struct TicketArrival {
  TicketId ticket;
  TimePoint at{};
  bool takes_turn = true;
  std::string preview;  // thanks and stickers do not push the question out of sight
};
struct ArrivalOutcome {
  std::int64_t number = 0;  // the message's, inside the ticket
  TicketState after = TicketState::open_new;
};
/// A ticket before a citizen's message joins it; a new one is as this is by default.
struct ArrivalView {
  TicketState state = TicketState::open_new;
  std::int64_t messages = 0;  // numbers given so far
  std::string preview;
  std::optional<TimePoint> last_message_at;
};
/// Throws not_found.
ArrivalView get_arrival_view(const Access& db, TicketId ticket);
/// Gives the message its number; moves turn, waiting_since, unread, preview; reopens; ends a postponement.
ArrivalOutcome note_arrival(Writer& db, const ArrivalView& before, const TicketArrival& arrival);

/// New words of a citizen for a message that is there already.
struct TicketEdit {
  MessageId message;
  TimePoint at{}, received_at{};
  bool takes_turn = true;
  std::string preview;
  Seconds reopen_within{};
};
struct EditOutcome {
  TicketState before = TicketState::open, after = TicketState::open;
};
/// What the office has not seen when it last answered gives it the turn again. Nothing: there is no such ticket.
std::optional<EditOutcome> note_edit(Writer& db, TicketId ticket, const TicketEdit& edit);

/// A ticket as an answer looks at it.
struct AnswerView {
  ContactId contact;
  std::int64_t number = 0;
  TicketState state = TicketState::open_new;
  std::optional<std::string> clerk;
  std::optional<TimePoint> waiting_since;
  std::int64_t revision = 0;
  bool blocked = false;
  std::string name;  // of the person: name, username, phone or user id, the first that there is
};
std::optional<AnswerView> find_answer_view(const Access& db, TicketId ticket);
/// The office answered: the turn is the citizen's (or the case is closed), the clerk holds it, the first
/// answer counts.
void note_answer(Writer& db, TicketId ticket, TicketState after);
/// The office answered by other means: nobody here holds the case for it.
void note_answer_elsewhere(Writer& db, TicketId ticket, TimePoint at);
std::string contact_label(const Access& db, ContactId contact);

/// The number of the next message that the office adds; the ticket's count and last_message_at follow.
std::int64_t next_message_number(Writer& db, TicketId ticket, TimePoint at);

}  // namespace urp::store
