// time_stamps.hpp: the head of the audit chain that was taken out last, under the stamp of an authority
// ([audit] tsa): from then on nobody can say that it was made later.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include <urp/work.hpp>

#include "office/local.hpp"
#include "work/in_flight.hpp"
#include "work/wire.hpp"

namespace urp::work {

class TimeStamps {
 public:
  TimeStamps(const Office::Local& office, Wire& wire) : office_(&office), wire_(&wire) {}
  bool start_due(PassResult& result);
  void finish(Ended& ended, PassResult& result);
  bool busy() const { return !in_flight_.empty(); }

 private:
  struct Asked {
    std::filesystem::path file;
    std::string digest, nonce;
  };
  void settle(const Asked& asked, const RequestOutcome& outcome, PassResult& result);
  void tell(const std::string& why, PassResult& result);

  const Office::Local* office_;
  Wire* wire_;
  InFlight<Asked> in_flight_;
  std::optional<std::chrono::steady_clock::time_point> looked_at_;
};

}  // namespace urp::work
