// children.hpp: processes of our own, and nobody else's: started, waited for with a deadline, ended by their
// id.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace soak {

class Child {
 public:
  /// Standard output and standard error go to these files, made anew. Throws std::runtime_error.
  Child(const std::vector<std::string>& command, const std::string& out, const std::string& err);
  Child(Child&& other) noexcept;
  Child& operator=(Child&&) = delete;
  ~Child();  // ends it when it still runs

  /// Exit status, or 128 + signal; nothing when the time is over and it still runs.
  std::optional<int> wait(std::chrono::milliseconds longest);
  void signal(int number) const;
  pid_t id() const { return pid_; }

 private:
  pid_t pid_ = -1;
};

std::string read_file(const std::string& path);

/// Asks again until it is true; false when the time is over.
template <class Condition>
bool wait_until(std::chrono::milliseconds longest, Condition condition);

void pause(std::chrono::milliseconds time);

template <class Condition>
bool wait_until(std::chrono::milliseconds longest, Condition condition) {
  const auto end = std::chrono::steady_clock::now() + longest;
  while (!condition()) {
    if (std::chrono::steady_clock::now() >= end) return false;
    pause(std::chrono::milliseconds(5));
  }
  return true;
}

}  // namespace soak
