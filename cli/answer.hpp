// answer.hpp: one answer from the clerk's words to the last line on the screen.
#pragma once

#include <optional>
#include <string>

#include <urp/desk/reply.hpp>

#include "invocation.hpp"

namespace urp::cli {

/// Queues it, lets it rest and follows it (reply_flow.hpp); where the window is closed, a person at the
/// terminal is asked what to do. Throws what reply() throws; window_closed when the words stay a draft.
void answer_one(Invocation& call, ReplyRequest request, const std::optional<std::string>& wait);

}  // namespace urp::cli
