// suspicions.hpp: messages that a rule of [moderation] marked, until a clerk judges them; what people were
// warned of, and how often they were flagged.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <urp/desk/moderate.hpp>

#include "store/access.hpp"

namespace urp::store {

void add_suspicion(Writer& db, MessageId message, TicketId ticket, const std::string& rule,
                   const std::string& word);
/// False: there is none.
bool remove_suspicion(Writer& db, MessageId message);
std::vector<Suspect> list_suspects(const Access& db, TicketId ticket);
/// The newest first.
std::vector<Flag> list_all_suspects(const Access& db, int limit);

/// What this person sent since `since`.
int count_inbound(const Access& db, ContactId contact, TimePoint since);

/// Flagged messages of the person by ground, most first.
std::vector<Strikes> list_strikes(const Access& db, ContactId contact);

void add_warning(Writer& db, MessageId sent, TicketId ticket, MessageId about, Ground ground);
/// The warning that went out, or is about to, in this case and on this ground.
std::optional<MessageRef> find_warning(const Access& db, TicketId ticket, Ground ground);

}  // namespace urp::store
