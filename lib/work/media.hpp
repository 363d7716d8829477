// media.hpp: fetches what citizens sent: address, bytes, file, row; retried with back-off within the seven
// days that WhatsApp keeps it.
#pragma once

#include <map>
#include <set>
#include <string>

#include <urp/work.hpp>

#include "domain/transport.hpp"
#include "office/local.hpp"
#include "store/media.hpp"
#include "store/media_files.hpp"
#include "work/sender.hpp"

namespace urp::work {

class MediaFetcher {
 public:
  MediaFetcher(const Office::Local& office, Transport& transport, TokenSource& token,
               RequestId& next_request);

  /// Throws away what a killed worker left in the inbox. For who holds the sender lock.
  void recover();
  /// True: something was started.
  bool start_due(PassResult& result);
  bool finish(RequestId id, const RequestOutcome& outcome, PassResult& result);
  bool busy() const { return !in_flight_.empty(); }

 private:
  struct Fetch {
    store::PendingMedia media;
    std::unique_ptr<store::IncomingMedia> file;  // none while the address is asked for
    std::string mime_type;                       // as the answer that named the address says
  };
  void ask_address(store::PendingMedia media);
  void ask_bytes(Fetch fetch, const std::string& url, PassResult& result);
  void keep(const Fetch& fetch, const Answer& answer, PassResult& result);
  void again(const store::PendingMedia& media, const std::string& why, PassResult& result);
  void refuse(const store::PendingMedia& media, const std::string& why, PassResult& result);

  const Office::Local* office_;
  Transport* transport_;
  TokenSource* token_;
  RequestId* next_request_;
  std::map<RequestId, Fetch> in_flight_;
  std::set<std::int64_t> wanted_;  // messages under way
};

}  // namespace urp::work
