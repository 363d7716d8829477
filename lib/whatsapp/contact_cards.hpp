// contact_cards.hpp: shared contact cards, every line of them; nobody is made a contact by them.
#pragma once

#include "domain/part.hpp"
#include "whatsapp/element.hpp"

namespace urp::whatsapp {

/// Fills cards, and text with the names.
void read_cards(InboundMessage& message, const Json& carrier);

/// The phone that the person shared when the office asked for it; any other card is somebody's. Empty: none.
std::string own_phone(const Json& carrier);

}  // namespace urp::whatsapp
