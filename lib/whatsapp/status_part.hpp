// status_part.hpp: one element of statuses[]: how far a message of ours came.
#pragma once

#include "domain/part.hpp"
#include "whatsapp/element.hpp"
#include "whatsapp/sender.hpp"

namespace urp::whatsapp {

PartContent read_status(const Json& status, const Contacts& contacts);

}  // namespace urp::whatsapp
