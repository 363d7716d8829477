// message_list.hpp: how people name messages: 415/2, URP-415/2-4, @/3; and a whole ticket where that makes
// sense.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <urp/ids.hpp>

#include "ticket_list.hpp"

namespace urp::cli {

struct MessageRange {
  TicketId ticket;
  std::optional<std::int64_t> first, last;  // none: the whole ticket
};
/// `415`, `415/2`, `415/2-4`. Throws usage; not_found when `@` means no ticket yet.
MessageRange parse_message_range(const std::string& word, const TicketSources& sources);
/// Each once, in the order given. Throws usage for a ticket without a number.
std::vector<MessageRef> parse_messages(const std::vector<std::string>& words, const TicketSources& sources);
/// Exactly one.
MessageRef parse_message(const std::string& word, const TicketSources& sources);

}  // namespace urp::cli
