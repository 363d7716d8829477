// sender_lock.hpp: one process at a time sends. The kernel keeps the lock until its holder dies: no clock can
// take it away, and none can give it twice.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "db/lock.hpp"
#include "office/local.hpp"

namespace urp::work {

class SenderLock {
 public:
  explicit SenderLock(const Office::Local& office)
      : office_(&office), lock_(office.store->lock_file("sender")) {}

  /// True when we hold it, also from before.
  bool take();
  void give_back();
  /// Says in the lock file that we live: every few seconds, for who wonders. Shown, never obeyed.
  void give_sign();
  /// What to tell of a holder that is stopped, or has not given a sign for long; nothing otherwise.
  std::optional<std::string> find_stalled_holder() const;

 private:
  const Office::Local* office_;
  db::FileLock lock_;
  bool held_ = false;
  std::optional<std::chrono::steady_clock::time_point> signed_at_;
};

}  // namespace urp::work
