// commit_queue.hpp: bodies that wait, and the one thread that commits them in groups. It knows no HTTP
// library.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include <urp/listen.hpp>

namespace urp::listen {

struct Exchange;  // whoever waits for the answer

inline HttpResponse not_now() {
  return {.status = 503, .content_type = {}, .body = {}};
}

class CommitQueue {
 public:
  /// On the commit thread, once for every body that was taken.
  using Deliver = std::function<void(Exchange&, HttpResponse)>;

  /// On the commit thread, after each group and each quiet second.
  using Tick = std::function<void()>;

  CommitQueue(std::size_t limit, Commit commit, Idle idle, Tick tick, Deliver deliver);
  ~CommitQueue();

  /// False when the queue is full or ends: then nothing was taken, and nobody will deliver.
  bool add(Prepared body, Exchange& exchange);
  /// Commits and answers what waits, then ends the thread. Called again: nothing.
  void finish();

 private:
  struct Group {
    std::vector<Prepared> bodies;
    std::vector<Exchange*> exchanges;
  };

  void run();
  bool wait_for_group(Group& group);
  void commit_group(Group& group);
  void do_idle_work();

  const std::size_t limit_;
  const Commit commit_;
  const Idle idle_;
  const Tick tick_;
  const Deliver deliver_;

  std::mutex mutex_;
  std::condition_variable changed_;
  Group waiting_;
  bool ending_ = false;

  std::size_t since_idle_ = 0;  // bodies committed since the last idle work; the commit thread's own
  std::thread thread_;
};

}  // namespace urp::listen
