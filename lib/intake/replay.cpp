#include <urp/intake.hpp>

#include <algorithm>

#include "intake/project.hpp"
#include "office/local.hpp"
#include "store/erase.hpp"
#include "store/journal.hpp"
#include "whatsapp/webhook.hpp"

namespace urp {
namespace {

constexpr int bodies_per_commit = 256;

void replay_entry(const Office::Local& office, db::Writer& db, const store::JournalEntry& entry, bool all,
                  ReplayResult& result) {
  using store::PartOutcome;
  const auto is_erased = [](const store::JournalPart& part) { return part.outcome == PartOutcome::erased; };
  if (!entry.parts.empty() && std::all_of(entry.parts.begin(), entry.parts.end(), is_erased)) return;
  const auto parts = whatsapp::parse_webhook(entry.body);
  // A newer urp may cut a body into other parts; then none of the old outcomes can be trusted.
  bool same_cut = parts.size() == entry.parts.size();
  for (std::size_t i = 0; same_cut && i < parts.size(); ++i)
    same_cut = parts[i].offset == entry.parts[i].offset;
  if (!same_cut) store::remove_parts(db, entry.id);

  intake::Projector projector(office, db, entry.id, entry.received_at, false);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (same_cut && is_erased(entry.parts[i])) continue;
    if (same_cut && !all && entry.parts[i].outcome != store::PartOutcome::unhandled) continue;
    const auto projected = intake::project_behind_savepoint(projector, db, parts[i]);
    ++result.parts;
    intake::count(result, parts[i], projected.outcome);
    const bool already_known = same_cut && projected.outcome == store::PartOutcome::duplicate;
    if (!already_known) {
      store::set_part(db, entry.id, static_cast<int>(i), parts[i], projected.outcome, projected.reason);
    }
  }
}

}  // namespace

ReplayResult replay(Office& office, const ReplayRequest& request) {
  const auto& local = office.local();
  ReplayResult result;
  JournalId after;
  for (;;) {
    auto db = local.write_upkeep(local.options.actor);
    const auto entries = store::JournalReader::list_entries(db, after, !request.all, bodies_per_commit);
    if (entries.empty()) {
      // What an older backup still knew of a person who was erased since.
      if (store::apply_register(db) > 0 && !request.dry_run) db.commit();
      return result;
    }
    after = entries.back().id;
    for (const auto& entry : entries) replay_entry(local, db, entry, request.all, result);
    if (!request.dry_run) db.commit();
  }
}

}  // namespace urp
