// read.hpp: the bytes of a mail as a value: bounded in parts and levels, whatever they claim. Pure; never
// throws for what a stranger wrote.
#pragma once

#include <string_view>

#include "domain/incoming_mail.hpp"

namespace urp::mail {

IncomingMail read(std::string_view message);

}  // namespace urp::mail
