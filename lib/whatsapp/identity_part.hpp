// identity_part.hpp: system messages that say a person now has another number or user id.
#pragma once

#include <optional>

#include "domain/part.hpp"
#include "whatsapp/element.hpp"

namespace urp::whatsapp {

/// Nothing when the system message is no such change, or does not say both who it was and who it is now.
std::optional<IdentityChange> read_identity_change(const Json& system, const Sender& sender);

}  // namespace urp::whatsapp
