// thread.hpp: messages as they are shown: the one row mapper. How they are written is messages.hpp.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include <urp/message.hpp>

#include "store/store.hpp"

namespace urp::store {

struct Condition;

/// The newest `limit` (0: all) of a ticket, oldest first.
std::vector<Message> list_messages(const Access& db, TicketId ticket, int limit);
/// The same of a contact's messages that belong to no ticket.
std::vector<Message> list_loose_messages(const Access& db, ContactId contact, int limit);
std::int64_t count_messages(const Access& db, TicketId ticket);

/// Messages of every ticket, `m`, that fit; the ticket of a message, when it has one, is `t`.
std::int64_t count_all_messages(const Access& db, const Condition& condition);
/// By id, one at a time: for exports.
void walk_messages(const Access& db, const Condition& condition, const std::function<void(Message&)>& visit);

}  // namespace urp::store
