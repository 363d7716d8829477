// sender.hpp: the outbox on its way: claim and token committed, request, verdict committed. Holds no lock
// itself.
#pragma once

#include <map>
#include <string>

#include <urp/work.hpp>

#include "domain/transport.hpp"
#include "office/local.hpp"
#include "store/outbox.hpp"
#include "store/outgoing_content.hpp"
#include "whatsapp/client.hpp"
#include "whatsapp/faults.hpp"

namespace urp::work {

/// Who the audit chain says it was.
inline const Actor worker_actor{"urp", "urp"};

/// The access token as it is now: read again when a second has gone by, so that a new one is found without a
/// restart.
class TokenSource {
 public:
  explicit TokenSource(const Office::Local& office) : office_(&office) {}
  /// Empty when it cannot be read; `trouble` says why.
  const std::string& current();
  const std::string& trouble() const { return trouble_; }

 private:
  const Office::Local* office_;
  std::string token_, trouble_;
  TimePoint read_at_{};
};

class Sender {
 public:
  Sender(const Office::Local& office, Transport& transport, TokenSource& token, RequestId& next_request);

  /// First act of whoever took the lock: what was found sending is uncertain.
  void recover(PassResult& result);
  /// Claims and starts what is due and allowed now. True: something was started or moved.
  bool start_due(PassResult& result);
  /// Takes the outcome if the request was ours.
  bool finish(RequestId id, const RequestOutcome& outcome, PassResult& result);
  bool busy() const { return !in_flight_.empty() || !uploads_.empty() || probe_ != 0; }
  /// Nothing is due, or nothing may leave now.
  bool stopped() const { return stopped_; }
  /// More is due, but this second's measure is full.
  bool paced() const { return paced_; }

 private:
  struct InFlight {
    store::OutgoingRow row;
    std::int64_t attempt = 0;
    std::string token_digest;
    std::string phone;  // digits; empty: it went to a user id
  };
  bool may_send(std::int64_t number, PassResult& result);
  void probe(std::int64_t number, const store::Channel& channel);
  struct UploadInFlight {
    store::OutgoingRow row;
    store::WantedUpload wanted;
    std::string token_digest;
  };
  bool start_upload(const store::OutgoingRow& row, const store::WantedUpload& wanted, PassResult& result);
  void finish_upload(const UploadInFlight& sent, const whatsapp::Verdict& verdict, PassResult& result);
  bool is_uploading(MessageId message) const;
  bool claim(const store::OutgoingRow& row, PassResult& result);
  void fail(store::Writer& db, const store::OutgoingRow& row, const MessageError& why, PassResult& result);
  void slow_down(std::int64_t number, const Answer& answer);
  void settle(const InFlight& sent, const whatsapp::Verdict& verdict, PassResult& result);
  void learn_number(store::Writer& db, const InFlight& sent, const std::string& wa_id);
  void again_later(store::Writer& db, const InFlight& sent, DeliveryEvent event,
                   const whatsapp::Verdict& verdict, PassResult& result);

  const Office::Local* office_;
  Transport* transport_;
  TokenSource* token_;
  RequestId* next_request_;
  std::map<RequestId, InFlight> in_flight_;
  std::map<RequestId, UploadInFlight> uploads_;
  RequestId probe_ = 0;  // a GET that asks whether a stopped channel is well again
  std::int64_t probed_number_ = 0;
  bool stopped_ = false, paced_ = false;
};

}  // namespace urp::work
