// tickets.hpp: how tickets begin, and as what intake and answers see them. How they move is in
// ticket_fields.hpp, how they are read for lists is in ticket_list.hpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <urp/event.hpp>

#include "domain/threading.hpp"
#include "domain/ticket_moves.hpp"
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

/// New words of a citizen for a message that is there already: when the office last answered, and whether it
/// is their latest message, is filled in here. The changes are for the audit.
std::vector<Change> reword(Writer& db, TicketId ticket, MessageId message, ticket_move::Reworded words);

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
std::string contact_label(const Access& db, ContactId contact);

/// The number of the next message that the office adds; the ticket's count and last_message_at follow.
std::int64_t next_message_number(Writer& db, TicketId ticket, TimePoint at);

}  // namespace urp::store
