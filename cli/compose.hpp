// compose.hpp: an answer written in the clerk's own editor, above the conversation it answers.
#pragma once

#include <string>

#include <urp/desk/reply.hpp>

#include "invocation.hpp"

namespace urp::cli {

/// Begins with the draft there is; what was typed is a draft again whatever happens. What came while the
/// clerk wrote is shown and asked about. Throws usage without a terminal; what reply() would refuse; failed
/// for an empty text; conflict when it is left as a draft.
std::string compose(Invocation& call, const ReplyRequest& request);

}  // namespace urp::cli
