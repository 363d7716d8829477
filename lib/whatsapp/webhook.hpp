// webhook.hpp: a verified body -> its parts. Nothing in a body makes this throw: what is not understood is
// Unhandled.
#pragma once

#include <vector>

#include "domain/part.hpp"

namespace urp::whatsapp {

/// In the order of the body. Never empty: a body that is no JSON, or says nothing, is one Unhandled part.
std::vector<Part> parse_webhook(const VerifiedBody& body);
}  // namespace urp::whatsapp
