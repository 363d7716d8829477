#include <sys/stat.h>
#include <unistd.h>

#include <urp/desk/keep.hpp>
#include <urp/error.hpp>
#include <urp/office.hpp>

#include "db/migrations.hpp"
#include "db/upgrade.hpp"
#include "domain/say.hpp"
#include "store/made_for.hpp"

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

Adopted adopt_database(const Settings& settings, const Actor& actor, TimePoint now) {
  const auto& number = settings.whatsapp.phone_number_id;
  if (number.empty()) {
    throw Error(Fault::configuration, _("[whatsapp] phone_number_id: no number is named"),
                _("name the number whose database this is"));
  }
  const auto store = db::Store::open({.path = settings.database.path, .create = false});
  struct stat file {};
  const bool known = ::stat(store->path().c_str(), &file) == 0;
  if (!known || (::geteuid() != 0 && ::geteuid() != file.st_uid)) {
    throw Error(Fault::refused,
                say(_("{0}: only root or its owner says what a database is for"), store->path().string()),
                _("ask the administrator"));
  }
  const Adopted adopted{is_loopback(settings.whatsapp.base_url), number};
  db::Writer db(*store, actor, now, now);
  // Standing nowhere, it is a copy for whoever sends next: what waited for the former number stays here.
  store::set_made_for(db, {adopted.rehearsal, adopted.number, {}});
  db.record(
      "adopt", std::nullopt, std::nullopt,
      {{"number", std::nullopt, number}, {"rehearsal", std::nullopt, adopted.rehearsal ? "yes" : "no"}});
  db.commit();
  return adopted;
}

}  // namespace urp
