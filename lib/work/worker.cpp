// worker.cpp: one round of everything that goes out or is fetched, and the loop of `listen` around it.
#include <urp/work.hpp>

#include <unistd.h>

#include <algorithm>
#include <thread>

#include "db/place.hpp"
#include "office/remote.hpp"
#include "store/outbox.hpp"
#include "work/alarms.hpp"
#include "work/copied.hpp"
#include "work/deadlines.hpp"
#include "work/errands.hpp"
#include "work/media.hpp"
#include "work/sender.hpp"

namespace urp {
namespace {

constexpr std::chrono::milliseconds look_again{250}, glance{25};
constexpr int most_waits = 8;   // of a token each
constexpr int most_tries = 12;  // of five seconds each, the patience of a Writer

}  // namespace

struct Worker::Impl {
  explicit Impl(Office& handle)
      : office(handle.local()),
        transport(load_transport(office.user_agent())),
        lock(office.store->lock_file("sender")),
        token(office),
        sender(office, transport, token, next_request),
        media(office, transport, token, next_request),
        errands(office, transport, token, next_request),
        deadlines(office),
        alarms(office) {}

  /// The lock is kept by the kernel until we die: no clock can take it away, and none can give it twice.
  bool take_lock(PassResult& result) {
    if (holds_lock) return true;
    if (!lock.try_lock(db::FileLock::Mode::exclusive)) return false;
    holds_lock = true;
    lock.write_line(std::to_string(::getpid()));
    work::doubt_copy(office, result);
    sender.recover(result);
    media.recover();
    return true;
  }

  void give_lock_back() {
    if (holds_lock) lock.unlock();
    holds_lock = false;
  }

  /// Starts what is due, takes what has ended. True: something moved.
  bool step(PassResult& result, bool outbox_only, std::chrono::milliseconds wait) {
    bool moved = sender.start_due(result);
    if (!outbox_only) {
      moved |= media.start_due(result);
      moved |= errands.start_due(result);
      moved |= deadlines.look(result);
      alarms.look(result);
    }
    return finish(result, moved ? std::chrono::milliseconds(0) : wait) || moved;
  }

  bool finish(PassResult& result, std::chrono::milliseconds wait) {
    sender.start_ready();
    // No longer than until the next message may start.
    const auto next = std::chrono::floor<std::chrono::milliseconds>(sender.pause());
    auto ended = transport.poll(std::min(wait, next));  // at once when nothing is under way
    const bool moved = !ended.empty();
    insist([&] { sender.finish_sends(ended, result); });
    for (const auto& [id, outcome] : ended) {
      insist([&, id = id, &outcome = outcome] {
        if (!sender.finish(id, outcome, result) && !media.finish(id, outcome, result))
          errands.finish(id, outcome, result);
      });
    }
    return moved;
  }

  /// An answer is not thrown away because somebody holds the database: its message would be uncertain.
  void insist(const std::function<void()>& write) {
    for (int tries = 1;; ++tries) {
      try {
        return write();
      } catch (const Error& trouble) {
        if (trouble.fault() != Fault::busy || tries == most_tries) throw;
      }
    }
  }

  /// The same for what is not begun yet: it keeps.
  bool step_or_rest(PassResult& result) {
    try {
      return step(result, false, look_again);
    } catch (const Error& trouble) {
      if (trouble.fault() != Fault::busy) throw;
      return false;
    }
  }

  std::int64_t data_version() const {
    const db::Reader db(*office.store);
    return store::data_version(db);
  }

  /// Until the next message may start.
  void rest_for_pace() {
    std::this_thread::sleep_for(std::min<std::chrono::nanoseconds>(sender.pause(), look_again));
  }

  /// Ends early when somebody has written since `seen`: an answer that was just queued leaves at once.
  void rest(std::int64_t seen) const {
    const auto until = std::chrono::steady_clock::now() + look_again;
    do {
      std::this_thread::sleep_for(glance);
    } while (std::chrono::steady_clock::now() < until && data_version() == seen);
  }

  /// A running notice rests for less than a minute: a rate code, people who had much lately.
  bool rests_shortly() const {
    if (!sender.notices().any_running() || sender.stopped()) return false;
    const db::Reader db(*office.store);
    return store::waits_shortly(db, office.real_now(), std::chrono::minutes(1));
  }

  bool busy() const { return sender.busy() || media.busy() || errands.busy(); }

  Office::Local& office;
  Transport transport;
  db::FileLock lock;
  work::TokenSource token;
  RequestId next_request = 0;
  work::Sender sender;
  work::MediaFetcher media;
  work::Errands errands;
  work::Deadlines deadlines;
  work::Alarms alarms;
  bool holds_lock = false;
};

Worker::Worker(Office& office) : impl_(std::make_unique<Impl>(office)) {
}
Worker::~Worker() = default;
Worker::Worker(Worker&&) noexcept = default;

void PassResult::add(const PassResult& more) {
  sent += more.sent;
  failed += more.failed;
  uncertain += more.uncertain;
  postponed += more.postponed;
  parked += more.parked;
  media_stored += more.media_stored;
  media_lost += more.media_lost;
  expired += more.expired;
  closed += more.closed;
  notice_messages += more.notice_messages;
  notices.insert(notices.end(), more.notices.begin(), more.notices.end());
  blocks += more.blocks;
  alarms.insert(alarms.end(), more.alarms.begin(), more.alarms.end());
  stopped = stopped || more.stopped;
}

PassResult Worker::pass(bool outbox_only) {
  PassResult result;
  int waits = 0;
  if (!impl_->take_lock(result)) return result;
  result.had_lock = true;
  impl_->sender.leave_notices(outbox_only);
  for (;;) {
    const bool moved = impl_->step(result, outbox_only, look_again);
    if (moved || impl_->busy()) continue;
    if (!impl_->sender.paced()) break;
    // A clerk who waits for the prompt does not wait for a notice: the rest leaves with the next pass.
    if (outbox_only && ++waits > most_waits) break;
    impl_->rest_for_pace();
  }
  impl_->give_lock_back();
  return result;
}

PassResult Worker::run_notices(const std::function<bool()>& stop,
                               const std::function<void(const PassResult&)>& told) {
  PassResult result;
  if (!impl_->take_lock(result)) return result;
  result.had_lock = true;
  auto told_at = std::chrono::steady_clock::now();
  const auto tell = [&](bool now) {
    if (!now && std::chrono::steady_clock::now() - told_at < look_again) return;
    told_at = std::chrono::steady_clock::now();
    told(result);
  };
  while (!stop()) {
    const bool moved = impl_->step(result, true, look_again);
    tell(false);
    if (moved || impl_->busy()) continue;
    if (impl_->sender.paced()) {
      impl_->rest_for_pace();
    } else if (impl_->rests_shortly()) {
      std::this_thread::sleep_for(look_again);
    } else {
      break;
    }
  }
  while (impl_->busy()) impl_->finish(result, look_again);
  impl_->sender.notices().look(result, true);
  tell(true);
  impl_->alarms.look(result);
  impl_->give_lock_back();
  return result;
}

void Worker::run(const std::function<bool()>& stop, const std::function<void(const PassResult&)>& told) {
  bool was_stopped = false;
  while (!stop() || impl_->busy()) {  // what is under way is taken to its end
    db::require_in_place(*impl_->office.store);
    const std::int64_t seen = impl_->data_version();
    PassResult result;
    if (!impl_->take_lock(result)) {
      std::this_thread::sleep_for(look_again);
      continue;
    }
    result.had_lock = true;
    const bool moved = stop() ? impl_->finish(result, look_again) : impl_->step_or_rest(result);
    if (result.did_something() || !result.alarms.empty() || result.stopped != was_stopped) told(result);
    was_stopped = result.stopped;
    if (moved || impl_->busy()) continue;
    if (impl_->sender.paced()) {
      impl_->rest_for_pace();
    } else {
      impl_->rest(seen);
    }
  }
  impl_->give_lock_back();
}

}  // namespace urp
