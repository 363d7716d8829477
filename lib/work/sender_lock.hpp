// sender_lock.hpp: one process at a time sends. The kernel keeps the lock until its holder dies: no clock can
// take it away, and none can give it twice.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <optional>

#include "db/audit.hpp"
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
  /// How far the register had come when somebody last sent.
  const db::RegisterMark& last_seen() const { return mark_; }
  /// The database is the one of before, or what waits in it was doubted: from now on our signs say how far
  /// its register has come.
  void trust();
  /// Says in the lock file that we live, for who wonders. Throws failed when the register went back: another
  /// database was written over ours; and when the lock file is another: somebody else may send.
  void sign();
  /// The same every few seconds.
  void give_sign();

 private:
  const Office::Local* office_;
  db::FileLock lock_;
  bool held_ = false, trusted_ = false;
  db::RegisterMark mark_;
  std::optional<std::chrono::steady_clock::time_point> signed_at_;
  ino_t inode_ = 0;  // of the lock file
};

}  // namespace urp::work
