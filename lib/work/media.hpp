// media.hpp: fetches what citizens sent: address, bytes, file, row; retried with back-off within the seven
// days that WhatsApp keeps it.
#pragma once

#include <memory>
#include <string>

#include <urp/work.hpp>

#include "office/local.hpp"
#include "store/media.hpp"
#include "store/media_files.hpp"
#include "work/clock_watch.hpp"
#include "work/in_flight.hpp"
#include "work/wire.hpp"

namespace urp::work {

class MediaFetcher {
 public:
  MediaFetcher(const Office::Local& office, Wire& wire) : office_(&office), wire_(&wire) {}

  /// Throws away what a killed worker left in the inbox. For who holds the sender lock.
  void recover();
  /// True: something was started.
  bool start_due(PassResult& result);
  void finish(Ended& ended, PassResult& result);
  bool busy() const { return !in_flight_.empty(); }

 private:
  struct Fetch {
    store::PendingMedia media;
    std::unique_ptr<store::IncomingMedia> file;  // none while the address is asked for
    std::string mime_type;                       // as the answer that named the address says
    std::string sha256;                          // its file has its lasting place
  };
  void ask_address(store::PendingMedia media);
  void ask_bytes(Fetch fetch, const std::string& url, PassResult& result);
  void settle(Fetch& fetch, const RequestOutcome& outcome, PassResult& result);
  void keep(Fetch& fetch, const Answer& answer, PassResult& result);
  void again(const store::PendingMedia& media, const std::string& why, PassResult& result);
  void refuse(const store::PendingMedia& media, Reason why, std::optional<std::int64_t> size,
              PassResult& result);

  const Office::Local* office_;
  Wire* wire_;
  InFlight<Fetch> in_flight_;  // one a message
  ClockWatch clock_;
  bool clock_is_ahead_ = false;  // nothing is given up for its sake
};

}  // namespace urp::work
