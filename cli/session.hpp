// session.hpp: what this terminal session did last, for the next command in it.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include <urp/ids.hpp>

namespace urp::cli {

/// The messages of one answer, to one person or several: `urp undo` takes them back.
void remember_answer(std::span<const MessageRef> messages);
/// Empty when there is none.
std::vector<MessageRef> last_answer();

/// The cases that `urp triage` passed over on this day: it goes on behind them.
void remember_skipped(std::string_view day, std::span<const TicketId> tickets);
/// Those of this day.
std::vector<TicketId> skipped_tickets(std::string_view day);

}  // namespace urp::cli
