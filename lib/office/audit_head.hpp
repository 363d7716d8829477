// audit_head.hpp: the head of the chain leaves the machine: whoever can write the database can write the
// whole chain anew, but not what somebody else has kept of it.
#pragma once

#include <urp/desk/audit.hpp>

#include "office/local.hpp"

namespace urp {

/// Throws not_found when nothing was ever recorded.
AuditHead get_audit_head(const db::Access& db);
/// Appends it to the file of [audit] head, on disk when this returns, and records that. Throws
/// configuration, denied, failed.
AuditHead take_audit_head_out(const Office::Local& office, const Actor& actor);
/// The same, when none was taken out on this day of the office yet. False: nothing to do.
bool take_daily_head_out(const Office::Local& office, const Actor& actor);

}  // namespace urp
