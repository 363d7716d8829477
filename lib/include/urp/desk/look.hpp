// look.hpp: one ticket, one message, as they stand: for verbs that say what they did. Nothing is marked as
// read.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <urp/api.hpp>
#include <urp/message.hpp>
#include <urp/office.hpp>
#include <urp/ticket.hpp>

namespace urp {

/// The ticket, or the one it became part of. Throws not_found.
URP_API Ticket find_ticket(Office& office, TicketId ticket);
/// In their order, at one moment.
URP_API std::vector<Ticket> find_tickets(Office& office, std::span<const TicketId> tickets);

struct MessageView {
  Message message;
  Ticket ticket;  // whose thread shows it
};
/// Throws not_found.
URP_API MessageView find_message(Office& office, MessageRef ref);
/// Throws not_found, also for what was not sent by us.
URP_API MessageView find_outgoing(Office& office, MessageRef ref);

struct ChannelStop {
  TimePoint since{};  // real clock
  std::string reason;
  std::int64_t code = 0, subcode = 0;  // WhatsApp's; 0: it was not asked
};
/// Why nothing is sent, if so.
URP_API std::optional<ChannelStop> find_channel_stop(Office& office);

}  // namespace urp
