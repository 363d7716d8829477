// fault_plan.hpp: which of the coming requests goes wrong, and how. A fault waits until a request that it is
// for comes.
#pragma once

#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "encode.hpp"
#include "http_server.hpp"

namespace sim {

struct Fault {
  std::string kind;
  std::string on = "*";  // messages, read, upload, media, bytes ... or * for all of them
  std::string to;        // only sends to this address; empty: any
  int times = 1, after = 0;
  int http = 0, code = 131000, subcode = 0, retry_after = 0, ms = 1000;
  bool transient = false;
  std::string details, url;

  /// The request is not taken: this is all that happens to it.
  bool prevents() const;
};

/// What a preventing fault answers. Throws Refusal for those that are the provider's errors.
Response prevented(const Fault& fault);
/// Spoils the answer to a request that was taken.
void spoil(const Fault& fault, Response& response);

class FaultPlan {
 public:
  /// Throws std::invalid_argument that says what is allowed.
  void add(const Json& faults);
  /// The first that is for this request, one time less.
  std::optional<Fault> take(const std::string& operation, const std::string& to);
  /// The request was refused for itself: its fault waits for the next.
  void give_back(const Fault& fault);
  Json waiting() const;
  void clear();

 private:
  mutable std::mutex mutex_;
  std::deque<Fault> faults_;
};

}  // namespace sim
