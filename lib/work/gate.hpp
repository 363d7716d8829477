// gate.hpp: whether a number may send now: a channel that stopped, and how it starts again. Never tried by
// sending.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include <urp/work.hpp>

#include "domain/refusal.hpp"
#include "office/local.hpp"
#include "store/outbox.hpp"
#include "work/in_flight.hpp"
#include "work/wire.hpp"

namespace urp::work {

class Gate {
 public:
  Gate(const Office::Local& office, Wire& wire) : office_(&office), wire_(&wire) {}

  /// Stopped numbers: a new token starts them again, the others are asked after. True: one may send again.
  bool start_due(PassResult& result);
  void finish(Ended& ended, PassResult& result);
  bool busy() const { return !probes_.empty(); }

  bool may_send(std::int64_t number, PassResult& result);
  /// WhatsApp said that nothing will get through.
  void stop(db::Writer& db, std::int64_t number, const Refusal& why, const std::string& token_digest,
            PassResult& result);
  /// It is written already; what is claimed does not leave.
  void has_stopped(PassResult& result);
  /// The whole number rests, as WhatsApp wishes or a little longer each time.
  void hold(db::Writer& db, std::int64_t number, std::chrono::seconds pause);
  /// The account nears its allowance of calls: the number rests before it is used up.
  void slow_down(db::Writer& db, std::int64_t number, const Answer& answer);
  bool stopped() const { return stopped_; }

 private:
  void start(std::int64_t number);
  void probe(std::int64_t number, const store::Channel& channel);

  const Office::Local* office_;
  Wire* wire_;
  InFlight<std::int64_t> probes_;  // the number that is asked after
  bool stopped_ = false;
};

}  // namespace urp::work
