// callers.hpp: who is connected, and since when each has kept the server waiting for the end of a request.
// Strangers who drip their bytes must not shut out those who deliver. It knows handles of sockets, and no
// HTTP library.
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <mutex>

namespace urp::listen {

class Callers {
 public:
  using Time = std::chrono::steady_clock::time_point;
  using Caller = const void*;  // only compared

  /// Beyond `most` connections the one goes that has kept the server waiting for longest.
  Callers(std::size_t most, std::chrono::seconds deadline) : most_(most), deadline_(deadline) {}

  void arrived(Caller caller, int handle, Time now);
  /// The head of a request is there: its body has a deadline of its own.
  void begins(Caller caller, Time now);
  /// The request is whole: now the caller waits for us, and cannot be late.
  void waits(Caller caller);
  /// The answer is out; another request may begin.
  void answered(Caller caller, Time now);
  void left(Caller caller);

  /// Hangs up on this one: the HTTP thread sees the end of the connection, and closes it.
  void hang_up(Caller caller);
  /// Hangs up on all whose request did not end in time. Cheap: it looks four times a second at most.
  void sweep(Time now);

 private:
  struct Entry {
    int handle = -1;
    Time since{};
    bool waits = false, gone = false;
  };
  void hang_up(Entry& entry);
  void make_room();

  const std::size_t most_;
  const std::chrono::seconds deadline_;
  std::mutex mutex_;
  std::map<Caller, Entry> entries_;
  std::size_t gone_ = 0;  // of them: hung up on, and not closed yet
  Time swept_{};
};

}  // namespace urp::listen
