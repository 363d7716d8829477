// background_work.hpp: the worker beside `urp listen`: sends and fetches in a thread with an office of its
// own.
#pragma once

#include <functional>
#include <memory>

#include <urp/office.hpp>

#include "service_log.hpp"

namespace urp::cli {

/// Works from its making to its end. Whatever goes wrong is logged and tried again: receiving goes on.
class BackgroundWork {
 public:
  /// `open` is called in the thread. Figures go to the log unless `quiet`; trouble always does.
  BackgroundWork(std::function<Office()> open, ServiceLog& log, bool quiet);
  /// Takes what is under way to its end; what hangs is left after a while.
  ~BackgroundWork();
  BackgroundWork(const BackgroundWork&) = delete;
  BackgroundWork& operator=(const BackgroundWork&) = delete;

 private:
  struct Thread;
  std::unique_ptr<Thread> thread_;
};

}  // namespace urp::cli
