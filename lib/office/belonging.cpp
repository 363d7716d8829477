#include "office/belonging.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <urp/error.hpp>

#include "domain/say.hpp"
#include "store/made_for.hpp"

namespace urp {
namespace {

const Actor program{"urp", "urp"};

/// Root's, or of whom the database belongs to; not writable for anybody else.
bool is_of_the_office(const std::filesystem::path& configuration, uid_t owner) {
  struct stat found {};
  if (configuration.empty() || ::stat(configuration.c_str(), &found) != 0) return false;
  const bool chosen = found.st_uid == 0 || found.st_uid == owner;
  return chosen && (found.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

bool may_choose(const Office::Local& office, const std::filesystem::path& configuration) {
  struct stat database {};
  const auto& path = office.store->path();
  if (path.empty() || ::geteuid() == 0) return true;
  if (::stat(path.c_str(), &database) != 0) return false;
  return database.st_uid == ::geteuid() || is_of_the_office(configuration, database.st_uid);
}

void refuse_callers_own(const Office::Local& office, bool other_clock,
                        const std::filesystem::path& configuration) {
  const auto database = office.store->path().string();
  if (other_clock) {
    throw Error(Fault::refused,
                say(_("{0}: --now is for rehearsals, and this is a real office's database"), database),
                _("rehearse with a database of its own: --database FILE"));
  }
  if (!may_choose(office, configuration)) {
    throw Error(
        Fault::refused,
        say(_("{0}: a real office's database, and this configuration is not the office's"), database),
        _("use the one that root or the owner of the database wrote, and that nobody else can write"));
  }
}

void refuse_foreign(const store::MadeFor& made_for, bool rehearsal, const std::string& number,
                    const std::string& database) {
  const std::string hint =
      _("check --config and [whatsapp]; if it is right, its owner says so once: urp migrate --adopt");
  if (made_for.rehearsal != rehearsal) {
    throw Error(
        Fault::refused,
        rehearsal
            ? say(_("{0}: a real office's database, and this configuration is a rehearsal's"), database)
            : say(_("{0}: a rehearsal's database, and this configuration is a real office's"), database),
        hint);
  }
  if (!number.empty() && made_for.number != number) {
    throw Error(Fault::refused,
                say(_("{0}: the database of number {1}, and this configuration names {2}"), database,
                    made_for.number, number),
                hint);
  }
}

}  // namespace

void settle_belonging(Office::Local& office, bool other_clock, const std::filesystem::path& configuration) {
  const auto& settings = office.options.settings.whatsapp;
  const bool rehearsal = is_loopback(settings.base_url);
  auto made_for = store::find_made_for(office.read());
  if (!made_for) {
    if (settings.phone_number_id.empty()) return;
    auto db = office.write_upkeep(program);
    made_for = store::find_made_for(db);  // of two who begin at once the first settles it
    if (!made_for) {
      made_for = store::MadeFor{rehearsal, settings.phone_number_id, db::standing_of(*office.store)};
      store::set_made_for(db, *made_for);
      db.commit();
    }
  }
  if (!made_for->rehearsal) refuse_callers_own(office, other_clock, configuration);
  refuse_foreign(*made_for, rehearsal, settings.phone_number_id, office.store->path().string());
}

}  // namespace urp
