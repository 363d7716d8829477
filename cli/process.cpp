#include "process.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdlib>

#include "environment.hpp"

namespace urp::cli {
namespace {

/// Reading from a closed input finds nothing, writing to a closed output fails and is told, and what is said
/// to a closed standard error is lost as it was meant to be.
void open_standard_streams() {
  constexpr int modes[] = {O_RDONLY, O_RDONLY, O_WRONLY};
  for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; ++stream) {
    if (fcntl(stream, F_GETFD) >= 0) continue;
    // The lowest free number is this one: those below are open by now.
    if (open("/dev/null", modes[stream]) != stream) _exit(1);
  }
}

void forbid_core_files() {
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
#ifndef __SANITIZE_ADDRESS__  // the search for leaks looks at its own process as a debugger does
  prctl(PR_SET_DUMPABLE, 0);
#endif
}

Secrets take_secrets() {
  Secrets secrets{.token = environment("URP_TOKEN"),
                  .app_secret = environment("URP_APP_SECRET"),
                  .verify_token = environment("URP_VERIFY_TOKEN")};
  for (const char* name : {"URP_TOKEN", "URP_APP_SECRET", "URP_VERIFY_TOKEN"}) unsetenv(name);
  return secrets;
}

}  // namespace

void settle_process() {
  open_standard_streams();
  forbid_core_files();
  environment_secrets();
}

const Secrets& environment_secrets() {
  static const Secrets secrets = take_secrets();
  return secrets;
}

}  // namespace urp::cli
