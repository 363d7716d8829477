#include "listen/callers.hpp"

#include <sys/socket.h>

namespace urp::listen {

void Callers::arrived(Caller caller, int handle, Time now) {
  const std::lock_guard lock(mutex_);
  entries_[caller] = {handle, now, false, false};
  if (entries_.size() - gone_ > most_) make_room();
}

void Callers::begins(Caller caller, Time now) {
  const std::lock_guard lock(mutex_);
  if (const auto found = entries_.find(caller); found != entries_.end()) found->second.since = now;
}

void Callers::waits(Caller caller) {
  const std::lock_guard lock(mutex_);
  if (const auto found = entries_.find(caller); found != entries_.end()) found->second.waits = true;
}

void Callers::answered(Caller caller, Time now) {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(caller);
  if (found == entries_.end()) return;
  found->second.since = now;
  found->second.waits = false;
}

void Callers::left(Caller caller) {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(caller);
  if (found == entries_.end()) return;
  if (found->second.gone) --gone_;
  entries_.erase(found);
}

void Callers::hang_up(Caller caller) {
  const std::lock_guard lock(mutex_);
  if (const auto found = entries_.find(caller); found != entries_.end()) hang_up(found->second);
}

void Callers::sweep(Time now) {
  constexpr std::chrono::milliseconds rest{250};
  const std::lock_guard lock(mutex_);
  if (now - swept_ < rest) return;
  swept_ = now;
  for (auto& [caller, entry] : entries_) {
    if (!entry.waits && !entry.gone && now - entry.since >= deadline_) hang_up(entry);
  }
}

/// The handle stays open until its connection is closed, so it cannot belong to somebody else meanwhile.
void Callers::hang_up(Entry& entry) {
  if (entry.gone) return;
  entry.gone = true;
  ++gone_;
  ::shutdown(entry.handle, SHUT_RDWR);
}

void Callers::make_room() {
  Entry* longest = nullptr;
  for (auto& [caller, entry] : entries_) {
    if (entry.waits || entry.gone) continue;
    if (longest == nullptr || entry.since < longest->since) longest = &entry;
  }
  if (longest != nullptr) hang_up(*longest);
}

}  // namespace urp::listen
