// role.hpp: what a supervisor alone may do ([roles] supervisor).
#pragma once

#include "office/local.hpp"

namespace urp {

/// The login counts, whatever --clerk says. With nobody named everybody is one.
bool is_supervisor(const Settings& settings, const Actor& actor);
/// `what` is what they want to do: "read the audit chain". Throws refused.
void require_supervisor(const Settings& settings, const Actor& actor, const char* what);
void require_supervisor(const Office::Local& office, const char* what);

}  // namespace urp
