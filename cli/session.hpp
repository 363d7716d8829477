// session.hpp: what this terminal session did last, for the next command in it.
#pragma once

#include <span>
#include <vector>

#include <urp/ids.hpp>

namespace urp::cli {

/// The messages of one answer, to one person or several: `urp undo` takes them back.
void remember_answer(std::span<const MessageRef> messages);
/// Empty when there is none.
std::vector<MessageRef> last_answer();

}  // namespace urp::cli
