// work.hpp: what must go out and be fetched: the outbox and the media, by whoever holds the sender lock.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <urp/api.hpp>
#include <urp/notice.hpp>
#include <urp/office.hpp>
#include <urp/time.hpp>

namespace urp {

struct URP_API PassResult {
  bool had_lock = false;  // false: another process sends; nothing was done
  int sent = 0, failed = 0, uncertain = 0, postponed = 0, parked = 0;
  int media_stored = 0, media_lost = 0;
  int expired = 0;                  // parked answers that waited too long: the office's turn again
  int closed = 0;                   // cases whose citizen did not answer
  int notice_messages = 0;          // of notices: how many were tried, whatever came of it
  std::vector<NoticeStep> notices;  // what became of notices as a whole
  int blocks = 0;  // people of whom WhatsApp was told that they are blocked, or are not any more
  bool did_something() const { return handled_messages() || notice_messages > 0 || !notices.empty(); }
  /// Anything but notices, which have lines of their own.
  bool handled_messages() const {
    return sent + failed + uncertain + postponed + parked + media_stored + media_lost + expired + closed + blocks >
           0;
  }
  void add(const PassResult& more);
  std::vector<std::string> alarms;  // what somebody must hear of: each cause once in 24 hours
  bool stopped = false;             // the channel: token or account; `urp status` says why
};

/// The worker of `listen`, `sync` and, for one pass, of `reply`. One a thread, with an Office of its own.
class URP_API Worker {
 public:
  /// Loads liburp-net.so. Throws failed when it is missing.
  explicit Worker(Office& office);
  ~Worker();
  Worker(Worker&&) noexcept;

  /// Sends and fetches what is due now, waits for the answers, and ends when nothing more is due.
  /// `outbox_only` leaves the media to somebody else.
  PassResult pass(bool outbox_only = false);
  /// For cron: starts notices that are due, and sends them and the rest of the outbox until nothing more may
  /// leave now. `told` hears four times a second what was done so far; `stop` ends it early, when what is
  /// under way is answered.
  PassResult run_notices(const std::function<bool()>& stop,
                         const std::function<void(const PassResult&)>& told);
  /// Until `stop` says so; looks for new rows every 250 ms. `told` hears of each round that did something.
  void run(const std::function<bool()>& stop, const std::function<void(const PassResult&)>& told);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Asks WhatsApp for all templates of the account, and keeps them. How many. Throws denied (no token), busy
/// (not to be reached), failed.
URP_API int sync_templates(Office& office);

}  // namespace urp
