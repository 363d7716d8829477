// message_walk.hpp: all messages by id, one at a time: for exports. Memory does not grow with the table.
#pragma once

#include <cstdint>
#include <functional>

#include <urp/message.hpp>

#include "store/ticket_list.hpp"

namespace urp::store {

/// Messages are `m` in the condition; their ticket, when they have one, is `t`.
std::int64_t count_all_messages(const Access& db, const Condition& condition);
void walk_messages(const Access& db, const Condition& condition, const std::function<void(Message&)>& visit);

}  // namespace urp::store
