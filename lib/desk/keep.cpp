#include <urp/desk/keep.hpp>

#include <urp/error.hpp>

#include "db/migrations.hpp"
#include "db/upgrade.hpp"
#include "domain/say.hpp"

namespace urp {

MigrateResult migrate(const Settings& settings, bool dry_run) {
  const auto& path = settings.database.path;
  if (!dry_run) {
    const auto done = db::upgrade_database(path);
    return {done.from, done.to, done.backup};
  }
  MigrateResult result{db::read_schema(path), db::newest_schema(), std::nullopt};
  if (result.from > result.to) {
    throw Error(Fault::schema_newer,
                say(_("{0}: written by a newer urp (schema {1}, this one knows {2})"), path.string(),
                    result.from, result.to),
                _("install the newer urp on this machine too"));
  }
  return result;
}

}  // namespace urp
