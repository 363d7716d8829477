// sender.hpp: the outbox on its way: claim and token committed, request, verdict committed. Holds no lock
// itself.
#pragma once

#include <chrono>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include <urp/work.hpp>

#include "domain/outgoing.hpp"
#include "domain/pace.hpp"
#include "office/local.hpp"
#include "store/outbox.hpp"
#include "whatsapp/faults.hpp"
#include "work/clock_watch.hpp"
#include "work/gate.hpp"
#include "work/in_flight.hpp"
#include "work/notices.hpp"
#include "work/uploads.hpp"
#include "work/wire.hpp"

namespace urp::work {

class Sender {
 public:
  Sender(const Office::Local& office, Wire& wire, Gate& gate, Notices& notices, Uploads& uploads);

  /// First act of whoever took the lock: what was found sending is uncertain.
  void recover(PassResult& result);
  /// A clerk waits: what is queued from now on is for who sends next. To take it along has no end while
  /// answers hang, and keeps a service that starts from its work.
  void serve_clerk();
  /// Claims and starts what is due and allowed now. True: something was started or moved.
  bool start_due(PassResult& result);
  /// Starts what is claimed and may leave now, also while nothing new is begun; then takes its outcomes, all
  /// in one transaction.
  void finish(Ended& ended, PassResult& result);
  bool busy() const { return !ready_.empty() || !in_flight_.empty(); }
  /// How long until more may leave; nothing when nothing waits for its pace.
  std::optional<std::chrono::nanoseconds> pause();

 private:
  struct Sent {
    store::OutgoingRow row;
    std::int64_t attempt = 0;
    std::string token_digest;
    std::string phone;  // digits; empty: it went to a user id
  };
  struct Ready {
    Sent sent;
    OutgoingMessage message;
  };
  int free_places() const;
  int claims_ahead() const;
  bool may_claim(std::chrono::steady_clock::time_point now);
  bool claim_due(PassResult& result);
  bool start_ready();
  void give_back();
  std::vector<store::OutgoingRow> take_due(PassResult& result, bool& moved);
  bool seems_too_late(const db::Access& db, const store::OutgoingRow& row) const;
  void claim_all(const std::vector<store::OutgoingRow>& rows, const std::vector<Notices::Wanted>& people,
                 PassResult& result);
  std::optional<Ready> claim(db::Writer& db, const store::OutgoingRow& row, PassResult& result);
  void fail(db::Writer& db, const store::OutgoingRow& row, const MessageError& why, PassResult& result);
  bool may_still_go(db::Writer& db, const store::OutgoingRow& row, bool window, PassResult& result);
  void settle_alone(db::Writer& db, const Sent& sent, const RequestOutcome& outcome, PassResult& result);
  void settle(db::Writer& db, const Sent& sent, const whatsapp::Verdict& verdict, PassResult& result);
  void heed(db::Writer& db, const Sent& sent, const Refusal& refusal, PassResult& result);
  void learn_number(db::Writer& db, const Sent& sent, const std::string& wa_id);
  bool gives_up(db::Writer& db, const Sent& sent, const whatsapp::Verdict& verdict, PassResult& result);
  void again_later(db::Writer& db, const Sent& sent, DeliveryEvent event, const whatsapp::Verdict& verdict,
                   PassResult& result);

  const Office::Local* office_;
  Wire* wire_;
  Gate* gate_;
  Notices* notices_;
  Uploads* uploads_;
  std::deque<Ready> ready_;  // claimed a moment ahead, so that the commit does not delay them
  InFlight<Sent> in_flight_;
  std::optional<MessageId> last_;
  bool paced_ = false;  // more is due, but not before its pace allows
  Pace pace_;
  ClockWatch clock_;
  bool clock_is_ahead_ = false;  // nothing is given up for its sake
};

}  // namespace urp::work
