// mailer.hpp: the lane of letters to services: each on record as tried before its first byte leaves, and what
// the mail server says of it written down. Reminders of services past their term are born here.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include <urp/work.hpp>

#include "domain/mail_factory.hpp"
#include "office/local.hpp"
#include "store/letters.hpp"
#include "work/clock_watch.hpp"
#include "work/in_flight.hpp"
#include "work/wire.hpp"

namespace urp::work {

class Mailer {
 public:
  Mailer(const Office::Local& office, Wire& wire) : office_(&office), wire_(&wire) {}

  /// For who has just taken the sender lock: nobody waits for earlier attempts.
  void recover(PassResult& result);
  bool start_due(PassResult& result);
  void finish(Ended& ended, PassResult& result);
  bool busy() const { return !in_flight_.empty(); }
  /// A clerk waits: letters of later are for who sends next, a server that does not speak is given up early,
  /// and what a clerk cannot read is for the service to tell of.
  void serve_clerk();

 private:
  struct Flying {
    std::int64_t letter = 0;
    int tries = 0;
    TimePoint queued_at{};
    std::string token;
  };

  bool remind();
  bool start(const store::LetterRow& letter, PassResult& result);
  bool refuse(const store::LetterRow& letter, const std::string& why, PassResult& result);
  void settle(const Flying& flying, const RequestOutcome& outcome, PassResult& result);
  void wait_for(const store::LetterRow& letter, const std::string& trouble);

  const Office::Local* office_;
  Wire* wire_;
  InFlight<Flying> in_flight_;
  ComposeLetter* compose_ = nullptr;
  std::optional<std::chrono::steady_clock::time_point> looked_at_, rests_until_;
  std::optional<std::int64_t> last_;
  bool for_clerk_ = false;
  ClockWatch clock_;
  bool clock_is_ahead_ = false;  // nothing is given up for its sake
};

/// To services past their term, each once in [mail] remind. A negative limit is none.
void queue_reminders(const Office::Local& office, db::Writer& db, int limit);

}  // namespace urp::work
