// take_back.hpp: answers that have not left yet, taken back.
#pragma once

#include <span>

#include <urp/desk/reply.hpp>

#include "office/local.hpp"
#include "store/outbox.hpp"

namespace urp {

/// Throws not_found.
store::OutgoingRow get_outgoing(const db::Access& db, MessageRef ref);
[[noreturn]] void throw_too_late(MessageRef ref, Delivery status);

/// All messages of one answer, to whomever they go. Words that no draft holds yet become one. Throws
/// not_found; what has left fails alone.
TakenBack take_back(db::Writer& db, std::span<const MessageRef> answer);

}  // namespace urp
