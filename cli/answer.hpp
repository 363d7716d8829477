// answer.hpp: one answer from the clerk's words to the last line on the screen.
#pragma once

#include <optional>
#include <string>

#include <urp/desk/reply.hpp>

#include "interrupt.hpp"
#include "invocation.hpp"

namespace urp::cli {

/// Queues it, lets it rest and follows it (reply_flow.hpp); where the window is closed, a person at the
/// terminal is asked what to do. Throws what reply() throws; window_closed when the words stay a draft.
void answer_one(Invocation& call, ReplyRequest request, const std::optional<std::string>& wait);
/// The same of what is in the outbox already: but for an interrupt, and without `wait`, trouble is only told.
void follow_written(Invocation& call, const ReplyRequest& request, const ReplyResult& result,
                    const std::optional<std::string>& wait, HeldInterrupt& interrupt);

}  // namespace urp::cli
