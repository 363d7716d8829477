// local.hpp: what desk, intake and work have in common: the store, the settings, the clocks, who acts.
#pragma once

#include <memory>

#include <urp/office.hpp>

#include "db/store.hpp"

namespace urp {

struct Office::Local {
  OfficeOptions options;
  Zone zone;
  std::unique_ptr<db::Store> store;

  /// An office over a store that is open already: tests keep theirs in memory.
  static Office make_office(std::unique_ptr<Local> local) { return Office(std::move(local)); }

  TimePoint now() const { return options.now(); }
  TimePoint real_now() const { return options.real(); }
  std::chrono::steady_clock::time_point steady_now() const {
    return options.steady ? options.steady() : std::chrono::steady_clock::now();
  }
  std::string user_agent() const { return "urp/" + std::string(version()); }
  db::Writer write() const { return db::Writer(*store, options.actor, now(), real_now()); }
  /// For what keeps no audit entry of its own: the journal, indexes, drafts; each move of the outbox records
  /// itself.
  db::Writer write_upkeep(const Actor& actor) const {
    return db::Writer(*store, actor, now(), real_now(), db::Writer::Kind::upkeep);
  }
  db::Reader read() const { return db::Reader(*store); }
};

}  // namespace urp
