// service_log.hpp: the log of a service, on standard error: whoever reads it slowly, or not at all, keeps
// nobody from receiving and sending.
#pragma once

#include <memory>
#include <string>

namespace urp::cli {

class ServiceLog {
 public:
  ServiceLog();
  /// Waits a second for what is left.
  ~ServiceLog();
  ServiceLog(const ServiceLog&) = delete;
  ServiceLog& operator=(const ServiceLog&) = delete;

  /// Whole lines. Never waits: what does not fit any more is counted, and the count is written instead.
  void write(std::string lines);

 private:
  struct Thread;
  std::unique_ptr<Thread> thread_;
};

}  // namespace urp::cli
