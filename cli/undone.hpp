// undone.hpp: what is said of a decision that was taken back.
#pragma once

#include <string>

#include <urp/desk/undo.hpp>

#include "invocation.hpp"
#include "session.hpp"

namespace urp::cli {

/// Whose deeds `urp undo` takes back in this call.
Desk desk_of(Invocation& call);

/// `415/9: taken back, nothing was sent`, `URP-415: taken back (maria closes the ticket: resolved)`.
std::string undone_words(Invocation& call, const Undone& one, const std::string& name, bool dry_run = false);

}  // namespace urp::cli
