// message_part.hpp: one element of messages[]: a message, an amendment of an earlier one, or a person's new
// identity.
#pragma once

#include <string_view>

#include "domain/part.hpp"
#include "whatsapp/element.hpp"
#include "whatsapp/sender.hpp"

namespace urp::whatsapp {

/// `bytes` are the element's own: they name a message that has no id.
PartContent read_message(const Json& message, std::string_view bytes, const Contacts& contacts);

/// What the office sent from the Business app.
PartContent read_echo(const Json& source, std::string_view bytes, const Contacts& contacts);

/// What was said before the number was connected; `own_number` is the business's, digits.
PartContent read_past(const Json& source, std::string_view bytes, const Contacts& contacts,
                      std::string_view own_number);

}  // namespace urp::whatsapp
