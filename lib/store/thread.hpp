// thread.hpp: messages as they are shown: the one row mapper. How they are written is messages.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <urp/message.hpp>

#include "store/access.hpp"

namespace urp::store {

/// The newest `limit` (0: all) of a ticket, oldest first.
std::vector<Message> list_messages(const Access& db, TicketId ticket, int limit);
/// The same of a contact's messages that belong to no ticket.
std::vector<Message> list_loose_messages(const Access& db, ContactId contact, int limit);
/// With everything that hangs on it, as in its thread.
std::optional<Message> find_message(const Access& db, MessageId message);
/// All that the citizen wrote in this ticket was written in a group chat: an answer from here would be
/// private.
bool was_written_in_group(const Access& db, TicketId ticket);
std::int64_t count_messages(const Access& db, TicketId ticket);

}  // namespace urp::store
