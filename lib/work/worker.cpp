// worker.cpp: one round of everything that goes out or is fetched, and the loop of `listen` around it.
#include <urp/work.hpp>

#include <unistd.h>

#include "office/remote.hpp"
#include "work/media.hpp"
#include "work/sender.hpp"

namespace urp {
namespace {

constexpr std::chrono::milliseconds look_again{250};

bool did_something(const PassResult& result) {
  return result.sent + result.failed + result.uncertain + result.postponed + result.parked +
             result.media_stored + result.media_lost >
         0;
}

}  // namespace

struct Worker::Impl {
  explicit Impl(Office& handle)
      : office(handle.local()),
        transport(load_transport(office.user_agent())),
        lock(office.store->lock_file("sender")),
        token(office),
        sender(office, transport, token, next_request),
        media(office, transport, token, next_request) {}

  /// The lock is kept by the kernel until we die: no clock can take it away, and none can give it twice.
  bool take_lock(PassResult& result) {
    if (holds_lock) return true;
    if (!lock.try_lock(store::FileLock::Mode::exclusive)) return false;
    holds_lock = true;
    lock.write_line(std::to_string(::getpid()));
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
    if (!outbox_only) moved |= media.start_due(result);
    for (const auto& [id, outcome] : transport.poll(moved ? std::chrono::milliseconds(0) : wait)) {
      if (!sender.finish(id, outcome, result)) media.finish(id, outcome, result);
      moved = true;
    }
    return moved;
  }

  bool busy() const { return sender.busy() || media.busy(); }

  Office::Local& office;
  Transport transport;
  store::FileLock lock;
  work::TokenSource token;
  RequestId next_request = 0;
  work::Sender sender;
  work::MediaFetcher media;
  bool holds_lock = false;
};

Worker::Worker(Office& office) : impl_(std::make_unique<Impl>(office)) {
}
Worker::~Worker() = default;
Worker::Worker(Worker&&) noexcept = default;

PassResult Worker::pass(bool outbox_only) {
  PassResult result;
  if (!impl_->take_lock(result)) return result;
  result.had_lock = true;
  while (impl_->step(result, outbox_only, look_again) || impl_->busy()) {
  }
  impl_->give_lock_back();
  return result;
}

void Worker::run(const std::function<bool()>& stop, const std::function<void(const PassResult&)>& told) {
  while (!stop() || impl_->busy()) {  // what is under way is taken to its end
    PassResult result;
    if (!impl_->take_lock(result)) {
      impl_->transport.poll(look_again);  // nothing is in flight: only a pause
      continue;
    }
    result.had_lock = true;
    if (stop()) {
      for (const auto& [id, outcome] : impl_->transport.poll(look_again)) {
        if (!impl_->sender.finish(id, outcome, result)) impl_->media.finish(id, outcome, result);
      }
    } else {
      impl_->step(result, false, look_again);
    }
    if (did_something(result)) told(result);
  }
  impl_->give_lock_back();
}

}  // namespace urp
