#include <urp/intake.hpp>

#include "intake/replayer.hpp"
#include "office/register_file.hpp"
#include "office/remains.hpp"

namespace urp {
namespace {

constexpr int bodies_per_commit = 256;

void repeat_journal(const Office::Local& office, const ReplayRequest& request, ReplayResult& result) {
  const store::ErasureRegister erased(office.read());
  intake::Replayer replayer(office, erased, result);
  JournalId after;
  for (;;) {
    auto db = office.write_upkeep(office.options.actor);
    const auto entries = store::JournalReader::list_entries(db, after, !request.all, bodies_per_commit);
    if (entries.empty()) return;
    after = entries.back().id;
    for (const auto& entry : entries) replayer.repeat(db, entry, request.all);
    if (!request.dry_run) db.commit();
  }
}

}  // namespace

ReplayResult replay(Office& office, const ReplayRequest& request) {
  auto& local = office.local();
  if (!request.from.empty()) return intake::replay_from(local, request);
  ReplayResult result;
  repeat_journal(local, request, result);
  // What an older backup still knew of a person who was erased since.
  auto db = local.write_upkeep(local.options.actor);
  result.erased = store::apply_register(db);
  if (result.erased == 0 || request.dry_run) return result;
  db.commit();
  return result;
}

}  // namespace urp
