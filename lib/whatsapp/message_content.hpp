// message_content.hpp: what a message says, kind by kind; who, when and why it came is
// message_part's.
#pragma once

#include <string_view>

#include "domain/part.hpp"
#include "whatsapp/element.hpp"

namespace urp::whatsapp {

/// Fills type, text, media, location, cards and facts. A kind that is not known leaves a message of type
/// "unknown" that names it.
void read_content(InboundMessage& message, std::string_view kind, const Json& carrier);
/// The kind of a message that does not say it, from the object that is there; empty when there is none.
std::string_view kind_from_members(const Json& message);

/// Facts are told once each, and never empty.
void add_fact(InboundMessage& message, std::string_view name, std::string_view value);

}  // namespace urp::whatsapp
