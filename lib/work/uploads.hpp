// uploads.hpp: files on their way to WhatsApp, before the message that names them is claimed. They may be
// repeated; their ids are kept with the file for thirty days.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include <urp/work.hpp>

#include "office/local.hpp"
#include "store/outbox.hpp"
#include "store/outgoing_content.hpp"
#include "work/gate.hpp"
#include "work/in_flight.hpp"
#include "work/notices.hpp"
#include "work/wire.hpp"

namespace urp::work {

class Uploads {
 public:
  Uploads(const Office::Local& office, Wire& wire, Gate& gate, Notices& notices)
      : office_(&office), wire_(&wire), gate_(&gate), notices_(&notices) {}

  /// The files of notices. True: something was started or moved.
  bool start_due(PassResult& result);
  void finish(Ended& ended, PassResult& result);
  bool busy() const { return !in_flight_.empty(); }

  /// Whether WhatsApp has what this message needs; else it is brought there, and `moved` says that it began.
  bool has_file(const store::OutgoingRow& row, PassResult& result, bool& moved);

 private:
  struct Upload {
    store::OutgoingRow row;  // none, with a notice
    store::WantedUpload wanted;
    std::string token_digest;
    std::int64_t notice = 0, number = 0;
  };
  bool is_under_way(const std::string& sha256) const;
  std::optional<ByteSource> open_file(const std::string& sha256) const;
  bool start(Upload upload, PassResult& result);
  void settle(const Upload& sent, const RequestOutcome& outcome, PassResult& result);
  void fail(db::Writer& db, const Upload& upload, const MessageError& why, std::string_view else_why,
            PassResult& result);

  const Office::Local* office_;
  Wire* wire_;
  Gate* gate_;
  Notices* notices_;
  InFlight<Upload> in_flight_;
  std::optional<std::chrono::steady_clock::time_point> not_before_;  // of notices' files
};

}  // namespace urp::work
