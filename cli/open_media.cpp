#include "open_media.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

#include <urp/error.hpp>

#include "environment.hpp"
#include "say.hpp"

namespace urp::cli {
namespace {

/// The desktop's program for this kind of file, with its talk kept off our screen.
void open_file(const std::string& path) {
  const pid_t child = fork();
  if (child < 0) throw Error(Fault::failed, _("no process for xdg-open"));
  if (child == 0) {
    const int nowhere = open("/dev/null", O_RDWR);
    for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) dup2(nowhere, fd);
    execlp("xdg-open", "xdg-open", path.c_str(), static_cast<char*>(nullptr));
    _exit(127);
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    throw Error(Fault::failed, say(_("xdg-open could not open {0}"), path),
                _("copy it instead: urp media T --save FOLDER"));
  }
}

}  // namespace

void open_media(std::span<const MediaItem> items) {
  if (!is_on_path("xdg-open")) {
    throw Error(Fault::failed, _("there is no xdg-open on this machine"),
                _("copy the files instead: urp media T --save FOLDER"));
  }
  int opened = 0;
  for (const MediaItem& item : items) {
    if (!item.media.path) continue;
    open_file(*item.media.path);
    ++opened;
  }
  if (opened == 0) throw Error(Fault::not_found, _("none of these attachments is here"));
}

}  // namespace urp::cli
