// replay_from.cpp: the journal of another database of the office (one that is damaged, or too old for the
// tables) into this one. Nothing of what was hidden, masked or erased there comes into sight here.
#include <set>

#include <urp/error.hpp>

#include "db/place.hpp"
#include "domain/say.hpp"
#include "intake/replayer.hpp"
#include "office/backup_files.hpp"
#include "office/media_from.hpp"
#include "office/moderate_again.hpp"
#include "office/register_file.hpp"
#include "office/remains.hpp"
#include "store/messages.hpp"

namespace urp::intake {
namespace {

constexpr int bodies_per_commit = 256;

/// What stands beside either database; the office's own may be a new one beside a register that outlived the
/// old one.
Register lines_beside(const Office::Local& office, const std::filesystem::path& other,
                      const std::filesystem::path& copy) {
  auto lines = read_register_beside(other);
  if (!office.store->path().empty()) lines.add(read_register_beside(office.store->path()));
  lines.add(read_register_copy(copy));
  return lines;
}

/// As WhatsApp calls what belongs to cases that were destroyed since, and that database still holds.
std::set<std::string> destroyed_messages(const db::Access& source,
                                         const std::vector<store::Withheld>& withheld) {
  store::Scope scope;
  for (const auto& one : store::destroyed_cases(withheld)) {
    const bool is_there =
        source.value<bool>("SELECT EXISTS (SELECT 1 FROM ticket WHERE id = ? AND presented_at = ?)",
                           one.ticket, one.presented_at);
    if (is_there) scope.tickets.push_back(one.ticket);
  }
  return scope.tickets.empty() ? std::set<std::string>() : store::journal_words(source, scope);
}

}  // namespace

ReplayResult replay_from(Office::Local& office, const ReplayRequest& request) {
  const auto file = find_backup(request.from);
  if (file == office.store->path()) {
    throw Error(Fault::usage, say(_("{0}: is the office's database itself"), request.from.string()),
                "urp replay --all");
  }
  const auto other = db::Store::open_unseen(file, false);
  const db::Reader source(*other);
  auto lines = lines_beside(office, file, request.erasures);
  lines.add({{}, store::list_withheld(source)});
  const auto withheld = store::latest_of(std::move(lines.withheld));
  auto moderated = store::list_moderated(source);
  ReplayResult result;
  store::ErasureRegister erased(source);
  erased.add(lines.erasures);
  erased.add_messages(destroyed_messages(source, withheld));
  {
    auto db = office.write_upkeep(office.options.actor);
    store::take_over_register(db, source, lines.erasures);
    store::add_withheld(db, withheld);
    if (!request.dry_run) db.commit();
  }
  Replayer replayer(office, erased, result);
  replayer.destroy(store::destroyed_runs(source, withheld));
  bool first = true;
  JournalId after;
  for (;;) {
    auto entries = store::JournalReader::list_entries(source, after, false, bodies_per_commit);
    if (entries.empty()) break;
    after = entries.back().id;
    // In one transaction with the words: at no moment are they in sight.
    auto db = office.write_upkeep(office.options.actor);
    const auto before = first ? MessageId{0} : store::last_message(db);
    first = false;
    for (auto& entry : entries) replayer.take_over(db, std::move(entry));
    result.hidden += moderate_again(db, office.options.settings, moderated);
    auto others = store::list_moderated(db, withheld, before);
    result.hidden += moderate_again(db, office.options.settings, others);
    if (!request.dry_run) db.commit();
  }
  {
    auto db = office.write_upkeep(office.options.actor);
    result.erased = store::apply_register(db);
    if (result.erased > 0 && !request.dry_run) db.commit();
  }
  if (request.dry_run) return result;
  // Of a database they stand in the folder beside it, of a backup in one of its own.
  const auto media = media_of_backup(file);
  std::error_code unknown;
  bring_media(office, source, std::filesystem::exists(media, unknown) ? media : other->media_folder());
  keep_register(office);
  clear_remains(*office.store, office.options.actor, {office.now(), office.real_now()});
  return result;
}

}  // namespace urp::intake
