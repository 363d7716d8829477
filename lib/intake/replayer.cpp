#include "intake/replayer.hpp"

#include <algorithm>

#include "intake/cut_erased.hpp"
#include "intake/project.hpp"
#include "store/retention.hpp"
#include "whatsapp/webhook.hpp"

namespace urp::intake {
namespace {

using store::PartOutcome;

bool is_erased(const store::JournalPart& part) {
  return part.outcome == PartOutcome::erased;
}

/// A newer urp may cut a body into other parts; then none of the old outcomes can be trusted.
bool is_same_cut(const std::vector<Part>& parts, const std::vector<store::JournalPart>& before) {
  return std::equal(
      parts.begin(), parts.end(), before.begin(), before.end(),
      [](const Part& part, const store::JournalPart& old) { return part.offset == old.offset; });
}

}  // namespace

void Replayer::repeat(db::Writer& db, const store::JournalEntry& entry, bool all) {
  if (!entry.parts.empty() && std::all_of(entry.parts.begin(), entry.parts.end(), is_erased)) return;
  const auto parts = whatsapp::parse_webhook(entry.body);
  const bool same_cut = is_same_cut(parts, entry.parts);
  if (!same_cut) store::remove_parts(db, entry.id);

  Projector projector(*office_, db, entry.id, entry.received_at, false);
  projector.leave_out(*erased_);
  std::vector<PartOutcome> outcomes;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto before = same_cut ? entry.parts[i].outcome : PartOutcome::unhandled;
    outcomes.push_back(before);
    if (before == PartOutcome::erased) continue;
    if (!all && before != PartOutcome::unhandled) continue;
    const auto projected = project_behind_savepoint(projector, db, parts[i]);
    ++result_->parts;
    count(*result_, parts[i], projected.outcome);
    const bool already_known = same_cut && projected.outcome == PartOutcome::duplicate;
    if (already_known) continue;
    store::set_part(db, entry.id, static_cast<int>(i), parts[i], projected.outcome, projected.reason);
    outcomes.back() = projected.outcome;
  }
  cut_erased(db, entry.id, parts, outcomes);
}

void Replayer::take_over(db::Writer& db, store::JournalEntry entry) {
  const auto journal = store::add_copy(db, entry);
  if (!journal) return;
  const bool destroyed = std::any_of(
      destroyed_.begin(), destroyed_.end(),
      [&entry](const store::BodyRun& run) { return run.first <= entry.id && entry.id <= run.second; });
  entry.id = *journal;
  for (auto& part : entry.parts) {
    if (!is_erased(part)) part.outcome = PartOutcome::unhandled;
  }
  repeat(db, entry, false);
  if (destroyed) store::destroy_bodies(db, {*journal});
}

}  // namespace urp::intake
