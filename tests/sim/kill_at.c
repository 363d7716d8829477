// kill_at.c: loaded into `urp listen` by LD_PRELOAD, it ends the process with SIGKILL at the Nth durable
// write or answer: KILL_AT=N counts fdatasync, fsync and send; KILL_AFTER=1 lets the call through first. The
// program itself knows nothing.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static atomic_int calls;

static int is_the_one(void) {
  const char* at = getenv("KILL_AT");
  return at && atomic_fetch_add(&calls, 1) + 1 == atoi(at);
}

static void die(void) {
  kill(getpid(), SIGKILL);
  for (;;) pause();
}

#define WITH_KILL(type, name, parameters, arguments)                      \
  type name parameters {                                                  \
    type(*real) parameters = (type(*) parameters)dlsym(RTLD_NEXT, #name); \
    const int last = is_the_one();                                        \
    if (last && !getenv("KILL_AFTER")) die();                             \
    type result = real arguments;                                         \
    if (last) die();                                                      \
    return result;                                                        \
  }

WITH_KILL(int, fdatasync, (int fd), (fd))
WITH_KILL(int, fsync, (int fd), (fd))
WITH_KILL(ssize_t, send, (int fd, const void* bytes, size_t length, int flags), (fd, bytes, length, flags))
