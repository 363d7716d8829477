// warn.hpp: the warning of `flag --warn`: the office's words for a ground, to the writer of a message.
#pragma once

#include <urp/desk/moderate.hpp>

#include "office/local.hpp"
#include "store/moderation.hpp"

namespace urp {

/// Throws configuration: [moderation] warn has no words for this ground.
void check_warning(const Settings& settings, Ground ground);
/// In the outbox, unless it went out in this case and on this ground before. Throws usage (not a citizen's
/// message), refused (blocked, written in a group, no address), window_closed.
Warning warn_writer(db::Writer& db, const Office::Local& office, const store::FlagView& message,
                    MessageRef ref, Ground ground, Seconds hold);

}  // namespace urp
