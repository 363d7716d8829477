// belonging.hpp: whether this configuration and this database belong together, and who chose the
// configuration.
#pragma once

#include <filesystem>

#include "office/local.hpp"

namespace urp {

/// The first configuration that names a number settles what the database is. Throws refused for one of
/// another number, and for a rehearsal's over a real office or the other way round. Over a real office's
/// database also for another clock than the machine's, and for a configuration that whoever calls could have
/// written, since clerks and roles stand in it.
void settle_belonging(Office::Local& office, bool other_clock, const std::filesystem::path& configuration);

}  // namespace urp
