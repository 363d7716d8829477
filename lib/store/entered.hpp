// entered.hpp: messages that clerks write down: notes, and what citizens said elsewhere.
#pragma once

#include <string>

#include <urp/message.hpp>

#include "store/access.hpp"

namespace urp::store {

struct Entered {
  TicketId ticket;
  ContactId contact;
  std::int64_t number = 0;  // row of the business number
  std::int64_t number_in_ticket = 0;
  Direction direction = Direction::note;
  std::string text;
  TimePoint at{};
};
MessageId add_entered(Writer& db, const Entered& message);
/// `by`: phone, desk, mail.
void set_channel(Writer& db, MessageId message, const std::string& by);

/// The next number for a note: a note is no sign of life, so last_message_at stays.
std::int64_t next_note_number(Writer& db, TicketId ticket);
/// The words stay, and are shown struck out; false: they are already, or it is no note.
bool strike_note(Writer& db, MessageRef ref);

struct TicketPlace {
  ContactId contact;
  std::int64_t number = 0;
};
/// Throws not_found.
TicketPlace get_place(const Access& db, TicketId ticket);

}  // namespace urp::store
