#include "files/stop.hpp"

#include <atomic>

#include <urp/error.hpp>
#include <urp/output.hpp>

#include "domain/say.hpp"

namespace urp {
namespace {

std::atomic<bool> stopped{false};
static_assert(std::atomic<bool>::is_always_lock_free);  // a signal handler sets it

}  // namespace

void stop_writing() noexcept {
  stopped = true;
}

void write_on() noexcept {
  stopped = false;
}

namespace files {

void end_if_stopped() {
  if (!stopped) return;
  throw Error(Fault::interrupted, _("interrupted: what was being written is gone again"));
}

}  // namespace files
}  // namespace urp
