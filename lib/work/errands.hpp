// errands.hpp: what WhatsApp is told and asked beside messages: blue ticks, blocks, templates. Each may be
// repeated, so nothing here is ever uncertain.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <urp/template.hpp>
#include <urp/work.hpp>

#include "domain/transport.hpp"
#include "office/local.hpp"
#include "store/blocks.hpp"
#include "store/receipts.hpp"
#include "work/sender.hpp"

namespace urp::work {

class Errands {
 public:
  Errands(const Office::Local& office, Transport& transport, TokenSource& token, RequestId& next_request)
      : office_(&office), transport_(&transport), token_(&token), next_request_(&next_request) {}

  /// True: something was started.
  bool start_due(PassResult& result);
  /// Takes the outcome if the request was ours.
  bool finish(RequestId id, const RequestOutcome& outcome, PassResult& result);
  bool busy() const { return !in_flight_.empty(); }

 private:
  struct PageWanted {
    std::vector<Template> before;  // of earlier pages
    std::string after;
  };
  using Errand = std::variant<store::DueReceipt, store::DueBlock, PageWanted>;

  void start(Errand errand);
  OutgoingRequest request_for(const Errand& errand) const;
  bool is_under_way(ContactId contact, bool block) const;
  bool wants_templates() const;
  void finish(const store::DueReceipt& receipt, const RequestOutcome& outcome);
  void finish(const store::DueBlock& block, const RequestOutcome& outcome, PassResult& result);
  void finish(PageWanted page, const RequestOutcome& outcome);

  const Office::Local* office_;
  Transport* transport_;
  TokenSource* token_;
  RequestId* next_request_;
  std::map<RequestId, Errand> in_flight_;
  TimePoint templates_not_before_{};  // real clock
};

}  // namespace urp::work
