// errands.hpp: what WhatsApp is told and asked beside messages: blue ticks, blocks, partings, templates. Each
// may be repeated, so nothing here is ever uncertain.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <urp/template.hpp>
#include <urp/work.hpp>

#include "office/local.hpp"
#include "store/blocks.hpp"
#include "store/partings.hpp"
#include "store/receipts.hpp"
#include "work/clock_watch.hpp"
#include "work/in_flight.hpp"
#include "work/wire.hpp"

namespace urp::work {

class Errands {
 public:
  Errands(const Office::Local& office, Wire& wire) : office_(&office), wire_(&wire) {}

  /// True: something was started.
  bool start_due(PassResult& result);
  void finish(Ended& ended, PassResult& result);
  bool busy() const { return !in_flight_.empty(); }

 private:
  struct PageWanted {
    std::vector<Template> before;  // of earlier pages
    std::string after;
  };
  using Errand = std::variant<store::DueReceipt, store::DueBlock, store::DueParting, PageWanted>;

  void start(Errand errand);
  OutgoingRequest request_for(const Errand& errand) const;
  bool is_under_way(ContactId contact, bool block) const;
  bool is_under_way(const store::DueParting& parting) const;
  bool wants_templates() const;
  void finish(const store::DueReceipt& receipt, const RequestOutcome& outcome);
  void finish(const store::DueBlock& block, const RequestOutcome& outcome, PassResult& result);
  void finish(const store::DueParting& parting, const RequestOutcome& outcome, PassResult& result);
  void finish(PageWanted page, const RequestOutcome& outcome);

  const Office::Local* office_;
  Wire* wire_;
  InFlight<Errand> in_flight_;
  std::optional<std::chrono::steady_clock::time_point> templates_not_before_;
  ClockWatch clock_;
  bool clock_is_ahead_ = false;  // nothing is given up for its sake
};

}  // namespace urp::work
