// refusals.hpp: WhatsApp's error table as data, in one place. It holds for answers and statuses
// alike.
#pragma once

#include <cstdint>
#include <optional>

#include "domain/refusal.hpp"
#include "whatsapp/error_item.hpp"

namespace urp::whatsapp {

/// No code is `other`; 0 is a code too.
RefusalKind meaning_of(std::optional<std::int64_t> code, std::int64_t subcode = 0);
/// Of an item of errors[] in a status.
Refusal refusal_of(const ErrorItem& item);
/// What a webhook about the account means for sending: the same as if a send had been refused for it.
Refusal restriction(std::string words);

}  // namespace urp::whatsapp
