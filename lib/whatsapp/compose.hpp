// compose.hpp: OutgoingMessage -> the JSON of POST /{phone_number_id}/messages.
#pragma once

#include <string>
#include <string_view>

#include "domain/outgoing.hpp"

namespace urp::whatsapp {

std::string compose_message(const OutgoingMessage& message);
/// Blue ticks for this message and all earlier ones of the chat.
std::string compose_read_receipt(std::string_view wamid);

}  // namespace urp::whatsapp
