// keep.hpp: upkeep of the database itself.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include <urp/api.hpp>
#include <urp/event.hpp>
#include <urp/settings.hpp>
#include <urp/time.hpp>

namespace urp {

struct MigrateResult {
  int from = 0, to = 0;
  std::optional<std::filesystem::path>
      backup;  // made before the first step; none when there was nothing to do
};
/// Brings an older database up to date, a copy first. Throws schema_newer, busy (somebody uses it),
/// not_found.
URP_API MigrateResult migrate(const Settings& settings, bool dry_run);

struct Adopted {
  bool rehearsal = false;
  std::string number;  // phone_number_id
};
/// The database is this configuration's from now on: another number, or a rehearsal on a copy. What waits to
/// leave is uncertain for whoever sends next. Throws refused (neither root nor the owner of the file),
/// configuration (no number is named), busy.
URP_API Adopted adopt_database(const Settings& settings, const Actor& actor, TimePoint now);

}  // namespace urp
