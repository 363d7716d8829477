// sender.hpp: the outbox on its way: claim and token committed, request, verdict committed. Holds no lock
// itself.
#pragma once

#include <chrono>
#include <deque>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <urp/work.hpp>

#include "domain/outgoing.hpp"
#include "domain/pace.hpp"
#include "domain/transport.hpp"
#include "office/local.hpp"
#include "store/outbox.hpp"
#include "store/outgoing_content.hpp"
#include "whatsapp/client.hpp"
#include "whatsapp/faults.hpp"
#include "work/notices.hpp"

namespace urp::work {

/// Who the audit chain says it was.
inline const Actor worker_actor{"urp", "urp"};

/// Five messages in 30 s to one person: one in six seconds, with a burst (facts 6.4).
constexpr std::chrono::seconds person_span{30};
constexpr int person_burst = 5;

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
  using Ended = std::pair<RequestId, RequestOutcome>;
  /// All sends among them in one transaction, and takes them out of the list.
  void finish_sends(std::vector<Ended>& ended, PassResult& result);
  /// Starts what is claimed and may leave now. True: something left.
  bool start_ready();
  bool busy() const { return !ready_.empty() || !in_flight_.empty() || !uploads_.empty() || probe_ != 0; }
  /// Nothing is due, or nothing may leave now.
  bool stopped() const { return stopped_; }
  /// More is due, but not before its pace allows.
  bool paced() const { return paced_ || !ready_.empty(); }
  /// How long until it does; nothing when nothing waits for it.
  std::chrono::nanoseconds pause();
  /// A clerk's command sends what clerks write; notices are left to the service and to cron.
  void leave_notices(bool leave) { leaves_notices_ = leave; }
  Notices& notices() { return notices_; }
  const Notices& notices() const { return notices_; }

 private:
  struct InFlight {
    store::OutgoingRow row;
    std::int64_t attempt = 0;
    std::string token_digest;
    std::string phone;  // digits; empty: it went to a user id
  };
  struct Ready {
    InFlight sent;
    OutgoingMessage message;
  };
  int free_places() const;
  bool claim_due(PassResult& result);
  bool may_send(std::int64_t number, PassResult& result);
  void probe(std::int64_t number, const store::Channel& channel);
  struct UploadInFlight {
    store::OutgoingRow row;  // none, with a notice
    store::WantedUpload wanted;
    std::string token_digest;
    std::int64_t notice = 0, number = 0;
  };
  std::optional<ByteSource> open_file(const std::string& sha256) const;
  bool start_upload(UploadInFlight upload, PassResult& result);
  bool upload_for_notice(PassResult& result);
  void finish_upload(const UploadInFlight& sent, const whatsapp::Verdict& verdict, PassResult& result);
  bool is_uploading(const std::string& sha256) const;
  std::vector<store::OutgoingRow> take_due(PassResult& result, bool& moved);
  void claim_all(const std::vector<store::OutgoingRow>& rows, const std::vector<Notices::Wanted>& people,
                 PassResult& result);
  void give_back();
  std::optional<Ready> claim(db::Writer& db, const store::OutgoingRow& row, PassResult& result);
  void fail(db::Writer& db, const store::OutgoingRow& row, const MessageError& why, PassResult& result);
  void slow_down(db::Writer& db, std::int64_t number, const Answer& answer);
  void settle(db::Writer& db, const InFlight& sent, const whatsapp::Verdict& verdict, PassResult& result);
  void heed(db::Writer& db, const InFlight& sent, const Refusal& refusal, PassResult& result);
  void learn_number(db::Writer& db, const InFlight& sent, const std::string& wa_id);
  void again_later(db::Writer& db, const InFlight& sent, DeliveryEvent event,
                   const whatsapp::Verdict& verdict, PassResult& result);

  const Office::Local* office_;
  Transport* transport_;
  TokenSource* token_;
  RequestId* next_request_;
  std::deque<Ready> ready_;  // claimed a moment ahead, so that the commit does not delay them
  std::map<RequestId, InFlight> in_flight_;
  std::map<RequestId, UploadInFlight> uploads_;
  RequestId probe_ = 0;  // a GET that asks whether a stopped channel is well again
  std::int64_t probed_number_ = 0;
  bool stopped_ = false, paced_ = false, leaves_notices_ = false;
  TimePoint upload_not_before_{};  // of notices; real clock
  Pace pace_;
  Notices notices_;
};

}  // namespace urp::work
