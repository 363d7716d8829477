// replayer.hpp: bodies of the journal, projected once more.
#pragma once

#include <utility>
#include <vector>

#include <urp/intake.hpp>

#include "office/local.hpp"
#include "store/erase.hpp"
#include "store/journal.hpp"
#include "store/withheld.hpp"

namespace urp::intake {

class Replayer {
 public:
  /// Whoever stands in `erased` is left out. Everything must live as long as this.
  Replayer(const Office::Local& office, const store::ErasureRegister& erased, ReplayResult& result)
      : office_(&office), erased_(&erased), result_(&result) {}

  /// Of the other journal: what was delivered then and is destroyed since. Cases and messages are made of it
  /// all the same, and it is destroyed here too.
  void destroy(std::vector<store::BodyRun> runs) { destroyed_ = std::move(runs); }

  /// A body of this journal: its unhandled parts, or `all`.
  void repeat(db::Writer& db, const store::JournalEntry& entry, bool all);
  /// A body of another journal of the office.
  void take_over(db::Writer& db, store::JournalEntry entry);

 private:
  const Office::Local* office_;
  const store::ErasureRegister* erased_;
  ReplayResult* result_;
  std::vector<store::BodyRun> destroyed_;
};

/// The whole journal of another database of the office.
ReplayResult replay_from(Office::Local& office, const ReplayRequest& request);

}  // namespace urp::intake
