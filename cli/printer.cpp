#include "printer.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

#include <urp/error.hpp>
#include <urp/text.hpp>

#include "pager.hpp"
#include "say.hpp"

namespace urp::cli {
namespace {

constexpr std::size_t full = 256 * 1024;

[[noreturn]] void end_as_by_sigpipe() {
  // Whoever started us may have SIGPIPE ignored; readers that went away end us quietly all the same.
  std::signal(SIGPIPE, SIG_DFL);
  std::raise(SIGPIPE);
  _exit(128 + SIGPIPE);
}

/// 0, or the errno of what stopped it.
int try_write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(fd, bytes.data(), bytes.size());
    if (written >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno != EINTR) {
      return errno;
    }
  }
  return 0;
}

std::string unwritten(int trouble) {
  return say(_("the output could not be written: {0}"), std::strerror(trouble));
}

}  // namespace

void Printer::put(std::string_view bytes) {
  buffer_ += bytes;
  if (streaming_ && buffer_.size() >= full) flush();
}

void Printer::line(std::string_view text) {
  buffer_ += text;
  buffer_ += '\n';
}

void Printer::sentence(std::string_view text) {
  constexpr int indent = 2;
  if (!style_.screen || display_width(text) <= style_.width) return line(text);
  line(wrap_lines(text, style_.width - indent, std::string(indent, ' ')));
}

void Printer::row(std::initializer_list<std::string_view> cells) {
  bool first = true;
  for (const std::string_view cell : cells) {
    if (!first) buffer_ += '\t';
    buffer_ += escape_controls(cell);
    first = false;
  }
  buffer_ += '\n';
}

bool Printer::runs_over() const {
  return std::count(buffer_.begin(), buffer_.end(), '\n') >= static_cast<std::ptrdiff_t>(style_.height);
}

void Printer::flush() {
  if (!best_effort_) {
    write_all(STDOUT_FILENO, buffer_);
  } else if (const int trouble = try_write_all(STDOUT_FILENO, buffer_); trouble != 0 && trouble != EPIPE) {
    tell("urp: " + unwritten(trouble));
  }
  buffer_.clear();
}

void Printer::best_effort() {
  best_effort_ = true;
  std::signal(SIGPIPE, SIG_IGN);
}

void Printer::finish() {
  const bool paged =
      style_.live && !streaming_ && !style_.pager.empty() && style_.pager != "cat" && runs_over();
  if (paged && page(style_.pager, buffer_)) {
    buffer_.clear();
    return;
  }
  flush();
  if (paged) tell(say(_("urp: the pager \"{0}\" did not work, so all of it was printed"), style_.pager));
}

std::string Printer::take() {
  return std::exchange(buffer_, {});
}

void write_all(int fd, std::string_view bytes) {
  const int trouble = try_write_all(fd, bytes);
  if (trouble == EPIPE) end_as_by_sigpipe();
  if (trouble != 0) throw Error(Fault::failed, unwritten(trouble));
}

void tell_rehearsal() {
  tell(std::string(_("a rehearsal: nothing was changed")));
}

void tell(std::string_view text) {
  std::string told;
  const int width = message_width();
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (width == 0) {
      told.append(line).append("\n");
      continue;
    }
    // What follows `urp:` or `hint:` stands under its first word.
    const std::size_t colon = line.substr(0, 16).find(": ");
    const std::string_view head = colon == line.npos ? std::string_view() : line.substr(0, colon + 2);
    const int margin = display_width(head);
    told.append(head)
        .append(wrap_lines(line.substr(head.size()), width - margin,
                           std::string(static_cast<std::size_t>(margin), ' ')))
        .append("\n");
  }
  put_error(told);
}

void put_error(std::string_view text) {
  // There is nobody left to tell when standard error itself is gone.
  for (std::size_t done = 0; done < text.size();) {
    const ssize_t written = write(STDERR_FILENO, text.data() + done, text.size() - done);
    if (written < 0 && errno != EINTR) return;
    if (written > 0) done += static_cast<std::size_t>(written);
  }
}

}  // namespace urp::cli
