// local.hpp: what desk, intake and work have in common: the store, the settings, the clocks, who acts.
#pragma once

#include <memory>

#include <urp/office.hpp>

#include "store/store.hpp"

namespace urp {

struct Office::Local {
  OfficeOptions options;
  Zone zone;
  std::unique_ptr<store::Store> store;

  /// An office over a store that is open already: tests keep theirs in memory.
  static Office make_office(std::unique_ptr<Local> local) { return Office(std::move(local)); }

  TimePoint now() const { return options.now(); }
  TimePoint real_now() const { return options.real(); }
  std::chrono::steady_clock::time_point steady_now() const {
    return options.steady ? options.steady() : std::chrono::steady_clock::now();
  }
  std::string user_agent() const { return "urp/" + std::string(version()); }
  store::Writer write() const { return store::Writer(*store, options.actor, now(), real_now()); }
  /// For what keeps no audit entry of its own: the journal, indexes, drafts; each move of the outbox records
  /// itself.
  store::Writer write_upkeep(const Actor& actor) const {
    return store::Writer(*store, actor, now(), real_now(), store::Writer::Kind::upkeep);
  }
  store::Reader read() const { return store::Reader(*store); }
};

}  // namespace urp
