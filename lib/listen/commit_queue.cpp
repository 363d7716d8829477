#include "listen/commit_queue.hpp"

#include <chrono>
#include <exception>
#include <stdexcept>
#include <utility>

namespace urp::listen {
namespace {

constexpr std::chrono::seconds quiet{1};
constexpr std::size_t idle_every = 2048;  // under load that never ends, idle work has its turn all the same

}  // namespace

CommitQueue::CommitQueue(std::size_t limit, Commit commit, Idle idle, Tick tick, Deliver deliver)
    : limit_(limit),
      commit_(std::move(commit)),
      idle_(std::move(idle)),
      tick_(std::move(tick)),
      deliver_(std::move(deliver)),
      thread_([this] { run(); }) {
}

CommitQueue::~CommitQueue() {
  finish();
}

bool CommitQueue::add(Prepared body, Exchange& exchange) {
  const std::lock_guard lock(mutex_);
  if (ending_ || waiting_.bodies.size() >= limit_) return false;
  waiting_.exchanges.push_back(&exchange);
  try {
    waiting_.bodies.push_back(std::move(body));
  } catch (...) {
    waiting_.exchanges.pop_back();
    throw;
  }
  if (waiting_.bodies.size() == 1) changed_.notify_one();
  return true;
}

void CommitQueue::finish() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  changed_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void CommitQueue::run() {
  Group group;
  while (wait_for_group(group)) {
    if (!group.bodies.empty()) commit_group(group);
    tick_();
    if (group.bodies.empty() || since_idle_ >= idle_every) do_idle_work();
    group.bodies.clear();
    group.exchanges.clear();
  }
}

/// Everything that waits, or nothing after a quiet second; false when the end has come and nothing waits.
bool CommitQueue::wait_for_group(Group& group) {
  std::unique_lock lock(mutex_);
  const auto due = [this] { return ending_ || !waiting_.bodies.empty(); };
  changed_.wait_for(lock, quiet, due);
  if (ending_ && waiting_.bodies.empty()) return false;
  std::swap(group, waiting_);
  return true;
}

void CommitQueue::commit_group(Group& group) {
  std::vector<HttpResponse> answers;
  try {
    answers = commit_(group.bodies);
    if (answers.size() != group.bodies.size()) throw std::logic_error("one answer a body is promised");
  } catch (...) {
    // Whatever it was, nobody may take these bodies for kept: they are delivered again.
    answers.assign(group.bodies.size(), not_now());
  }
  since_idle_ += group.bodies.size();
  for (std::size_t i = 0; i < answers.size(); ++i) deliver_(*group.exchanges[i], std::move(answers[i]));
}

void CommitQueue::do_idle_work() {
  since_idle_ = 0;
  if (!idle_) return;
  try {
    while (idle_()) {
      const std::lock_guard lock(mutex_);
      if (ending_ || !waiting_.bodies.empty()) return;
    }
  } catch (...) {
    // Its owner tells of its troubles; receiving goes on, and the work is tried again after the next quiet
    // second.
  }
}

}  // namespace urp::listen
