#include "pager.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>

#include "language.hpp"

namespace urp::cli {
namespace {

/// `less` without options of its own shows escape sequences as rubbish, and stays for a text of one screen. A
/// locale that is not installed on this machine is no reason to show accents as bytes.
void set_usual_options() {
  setenv("LESS", "FRX", 0);
  if (is_utf8_locale()) setenv("LESSCHARSET", "utf-8", 0);
  setenv("LV", "-c", 0);
}

/// Leaving the pager in mid-text is the ordinary way: a closed pipe is no trouble here.
void feed(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(fd, text.data(), text.size());
    if (written < 0 && errno != EINTR) return;
    if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace

bool page(const std::string& command, std::string_view text) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return false;
  const pid_t child = fork();
  if (child < 0) {
    close(ends[0]);
    close(ends[1]);
    return false;
  }
  if (child == 0) {
    dup2(ends[0], STDIN_FILENO);
    std::signal(SIGINT, SIG_DFL);
    set_usual_options();
    execl("/bin/sh", "sh", "-c", command.c_str(), static_cast<char*>(nullptr));
    _exit(127);
  }
  close(ends[0]);
  const auto pipe_before = std::signal(SIGPIPE, SIG_IGN);
  const auto interrupt_before = std::signal(SIGINT, SIG_IGN);  // ctrl-C belongs to the pager while it runs
  feed(ends[1], text);
  close(ends[1]);
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  std::signal(SIGPIPE, pipe_before);
  std::signal(SIGINT, interrupt_before);
  // ctrl-C in the pager is a way to leave it; any other bad end may have shown nothing.
  return (WIFEXITED(status) && WEXITSTATUS(status) == 0) ||
         (WIFSIGNALED(status) && WTERMSIG(status) == SIGINT);
}

}  // namespace urp::cli
