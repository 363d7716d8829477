// copied.hpp: a database that is not the one that last sent: it stands elsewhere, or was put over that one.
#pragma once

#include <urp/work.hpp>

#include "db/audit.hpp"
#include "office/local.hpp"

namespace urp::work {

/// For who holds the sender lock, before anything leaves: a copy, or one that was restored, does not know
/// what left since. What waits in it is uncertain and notices are paused until somebody has looked;
/// what the office would have said by itself until now is left unsaid.
/// `last_seen`: how far the register was when somebody last sent; a copy written over the same file stands
/// where it stood, and lacks that entry.
void doubt_copy(const Office::Local& office, const db::RegisterMark& last_seen, PassResult& result);

}  // namespace urp::work
