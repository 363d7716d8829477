// ledger.hpp: what the stand-in saw and did, for tests to read: in memory by kind, and a JSON line each in a
// file.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "encode.hpp"

namespace sim {

/// Kinds: messages (accepted), refused, webhooks (one a try), inbound, reads, uploads, downloads.
class Ledger {
 public:
  /// Appends to the file; no path: memory only. Throws std::runtime_error.
  explicit Ledger(const std::string& path);
  ~Ledger();
  Ledger(const Ledger&) = delete;
  Ledger& operator=(const Ledger&) = delete;

  void add(const std::string& kind, const Json& entry);
  Json all() const;
  /// How often each value of a member stands in the accepted messages; an entry without it counts as "".
  Json count_messages_by(const std::string& member) const;
  void clear();

 private:
  void write_line(const Json& line) const;

  mutable std::mutex mutex_;
  std::map<std::string, Json> entries_;
  int file_ = -1;
};

}  // namespace sim
