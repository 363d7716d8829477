// tickets.hpp: how tickets begin and move. How they are read for lists is in ticket_list.hpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/threading.hpp"
#include "store/store.hpp"

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
  TicketState before = TicketState::open_new, after = TicketState::open_new;
};
/// Gives the message its number; moves turn, waiting_since, unread, preview; reopens; ends a postponement.
ArrivalOutcome note_arrival(Writer& db, const TicketArrival& arrival);

/// The former preview and the time of the last message, for gathering a burst of media.
struct LastWords {
  std::string preview;
  std::optional<TimePoint> at;
};
LastWords last_words(const Access& db, TicketId ticket);

}  // namespace urp::store
