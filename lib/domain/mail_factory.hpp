// mail_factory.hpp: the door through which liburp.so reaches the MIME library in liburp-mail.so. Both sides
// include it.
#pragma once

#include <string>
#include <string_view>

#include "domain/incoming_mail.hpp"
#include "domain/letter.hpp"

namespace urp {

using ComposeLetter = void(const Letter& letter, std::string& message);
using ReadMail = void(std::string_view message, IncomingMail& mail);

/// They change with every change of what crosses the door, so that an older module is refused.
inline constexpr const char* compose_letter_name = "urp_compose_letter_v1";
inline constexpr const char* read_mail_name = "urp_read_mail_v1";

}  // namespace urp
