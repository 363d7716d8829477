// reasons.hpp: all that stands against something at once, and not the first of it alone.
#pragma once

#include <string>
#include <vector>

#include <urp/error.hpp>

namespace urp {

class Reasons {
 public:
  /// Runs it; what it refuses is kept for later. A wrong request is no reason, and passes.
  template <typename Check>
  void ask(const Check& check) {
    try {
      check();
    } catch (const Error& error) {
      if (!is_reason(error.fault())) throw;
      kept_.push_back({error.fault(), error.what(), error.hint()});
    }
  }
  /// Throws when something was kept: the fault is that of the gravest (what does not exist, what is refused,
  /// what another does, a closed window), the words name all of them.
  void raise() const;

 private:
  // Not the exceptions: those must not be moved about between two copies of the C++ runtime.
  struct Reason {
    Fault fault;
    std::string what, hint;
  };
  static bool is_reason(Fault fault);
  std::vector<Reason> kept_;
};

}  // namespace urp
