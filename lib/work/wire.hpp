// wire.hpp: the line to WhatsApp: requests with numbers of their own, and the access token they carry. Knows
// nothing of what they are about.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/transport.hpp"
#include "office/local.hpp"
#include "whatsapp/client.hpp"

namespace urp::work {

using Ended = std::vector<std::pair<RequestId, RequestOutcome>>;

class Wire {
 public:
  Wire(const Office::Local& office, Transport transport)
      : office_(&office), transport_(std::move(transport)) {}

  /// The access token as it is now: read again when a second has gone by, so that a new one is found without
  /// a restart. Empty when it cannot be read; `trouble` says why.
  const std::string& token();
  const std::string& trouble() const { return trouble_; }
  std::string token_digest();
  whatsapp::Client client();

  RequestId start(OutgoingRequest request);
  /// What has ended; at once when nothing is under way.
  Ended poll(std::chrono::milliseconds longest);
  std::size_t under_way() const { return under_way_; }
  /// Start and wait for one; nothing else may be under way.
  RequestOutcome ask(OutgoingRequest request);

 private:
  const Office::Local* office_;
  Transport transport_;
  RequestId last_ = 0;
  std::size_t under_way_ = 0;
  std::string token_, trouble_;
  std::optional<std::chrono::steady_clock::time_point> read_at_;
};

/// Takes every copy of the token out of what WhatsApp answered: its faults quote what they were given.
void hide_token(RequestOutcome& outcome, std::string_view token);

}  // namespace urp::work
