// notice_part.hpp: what WhatsApp says of account, number and templates.
#pragma once

#include <string_view>

#include "domain/part.hpp"
#include "whatsapp/element.hpp"

namespace urp::whatsapp {

/// Whether urp makes anything of this field: others need not be read at all.
bool is_read(std::string_view field);
/// A change whose field is not "messages". What urp does not know has no event.
ChannelNotice read_notice(std::string_view field, const Json& value);
/// One of value.errors: a fault of the whole number.
ChannelNotice read_channel_error(const Json& item);
PartContent read_preference(const Json& preference, Sender person);

}  // namespace urp::whatsapp
