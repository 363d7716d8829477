// wamid.hpp: the same message can go by two ids: one names the person by phone, the other by user id. Nothing
// else is ever read from an id.
#pragma once

#include <string>
#include <string_view>

namespace urp::whatsapp {

/// What both ids of one message have in common; empty when the id is of another form. It tells messages of
/// one person apart, no more.
std::string message_token(std::string_view wamid);

}  // namespace urp::whatsapp
