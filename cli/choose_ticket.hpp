// choose_ticket.hpp: a case from a list, for who named none.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "invocation.hpp"

namespace urp::cli {

/// Asks at the terminal, when the first word of this verb is a case and somebody is there. None: no.
std::optional<std::string> choose_ticket(Invocation& call, std::string_view verb);

}  // namespace urp::cli
