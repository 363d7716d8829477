// keep.hpp: upkeep of the database itself.
#pragma once

#include <filesystem>
#include <optional>

#include <urp/api.hpp>
#include <urp/event.hpp>
#include <urp/settings.hpp>

namespace urp {

struct MigrateResult {
  int from = 0, to = 0;
  std::optional<std::filesystem::path>
      backup;  // made before the first step; none when there was nothing to do
};
/// Brings an older database up to date, a copy first. Throws schema_newer, busy (somebody uses it),
/// not_found.
URP_API MigrateResult migrate(const Settings& settings, bool dry_run);

}  // namespace urp
