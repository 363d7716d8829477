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
  int letters = 0;  // to services, that left; the others are among failed, uncertain, postponed
  int media_stored = 0, media_lost = 0;
  int expired = 0;                  // parked answers that waited too long: the office's turn again
  int closed = 0;                   // cases whose citizen did not answer
  int notice_messages = 0;          // of notices: how many were tried, whatever came of it
  std::vector<NoticeStep> notices;  // what became of notices as a whole
  int blocks = 0;  // people of whom WhatsApp was told that they are blocked, or are not any more
  bool did_something() const { return handled_messages() || notice_messages > 0 || !notices.empty(); }
  /// Anything but notices, which have lines of their own.
  bool handled_messages() const {
    return sent + letters + failed + uncertain + postponed + parked + media_stored + media_lost + expired +
               closed + blocks >
           0;
  }
  void add(const PassResult& more);
  std::vector<std::string> alarms;  // what somebody must hear of: each cause once in 24 hours
  bool stopped = false;             // the channel: token or account; `urp status` says why
};

/// How far the worker goes, and who hears of it.
struct URP_API WorkOrder {
  enum class Kind {
    command,  // what a clerk just queued, and nothing that would keep them waiting
    pass,     // sends and fetches what is due now, until nothing more is due
    notices,  // starts notices that are due, and sends them and the outbox until nothing more may leave now
    service,  // until it is stopped; looks for new rows every 250 ms
  } kind = Kind::pass;
  /// Asked several times a second. Once it says yes nothing more is begun, and what is under way is taken to
  /// its end, within half a minute.
  std::function<bool()> stop{};
  /// Hears what was done since it heard last; of `notices` four times a second, also of nothing.
  std::function<void(const PassResult&)> told{};
};

/// What a pass or the notices would begin now, of each kind at most `most_planned`. What a clerk wrote to one
/// person and is still to follow its first message is counted when that has left.
struct URP_API PassPlan {
  std::int64_t messages = 0, letters = 0, media = 0;
  std::int64_t expired = 0, closed = 0;  // parked answers given back; cases of citizens who are silent
  std::vector<NoticeLine> notices;       // that would begin or go on
  bool stopped = false;                  // the channel: no message and no notice leaves
};
constexpr int most_planned = 10'000;
/// Reads alone. Of the kinds `notices` and others.
URP_API PassPlan plan_pass(Office& office, WorkOrder::Kind kind);

/// One a thread, with an Office of its own.
class URP_API Worker {
 public:
  /// Loads liburp-net.so. Throws failed when it is missing.
  explicit Worker(Office& office);
  ~Worker();
  Worker(Worker&&) noexcept;

  /// Everything that was done; without the sender lock nothing is. Throws when it went wrong, after what was
  /// under way has ended.
  PassResult run(const WorkOrder& order);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Asks WhatsApp for all templates of the account, and keeps them. How many. Throws denied (no token), busy
/// (not to be reached), failed.
URP_API int sync_templates(Office& office);

}  // namespace urp
