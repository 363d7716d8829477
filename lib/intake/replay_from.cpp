// replay_from.cpp: the journal of another database of the office (one that is damaged, or too old for the
// tables) into this one. Nothing of what was hidden, masked or erased there comes into sight here.
#include <urp/error.hpp>

#include "db/place.hpp"
#include "domain/say.hpp"
#include "intake/replayer.hpp"
#include "office/backup_files.hpp"
#include "office/media_from.hpp"
#include "office/moderate_again.hpp"
#include "office/register_file.hpp"
#include "office/remains.hpp"

namespace urp::intake {
namespace {

constexpr int bodies_per_commit = 256;

std::vector<store::RegisterLine> lines_beside(const std::filesystem::path& database,
                                              const std::filesystem::path& copy) {
  auto lines = read_register(register_path(database));
  for (auto& line : read_register_copy(copy)) lines.push_back(std::move(line));
  return lines;
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
  const auto lines = lines_beside(file, request.erasures);
  auto moderated = store::list_moderated(source);
  ReplayResult result;
  store::ErasureRegister erased(source);
  erased.add(lines);
  {
    auto db = office.write_upkeep(office.options.actor);
    store::take_over_register(db, source, lines);
    if (!request.dry_run) db.commit();
  }
  Replayer replayer(office, erased, result);
  JournalId after;
  for (;;) {
    auto entries = store::JournalReader::list_entries(source, after, false, bodies_per_commit);
    if (entries.empty()) break;
    after = entries.back().id;
    // In one transaction with the words: at no moment are they in sight.
    auto db = office.write_upkeep(office.options.actor);
    for (auto& entry : entries) replayer.take_over(db, std::move(entry));
    result.hidden += moderate_again(db, office.options.settings, moderated);
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
  keep_register(*office.store);
  clear_remains(*office.store, office.options.actor, {office.now(), office.real_now()});
  return result;
}

}  // namespace urp::intake
