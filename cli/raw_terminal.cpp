#include "raw_terminal.hpp"

#include <poll.h>
#include <pthread.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>

#include <urp/error.hpp>

#include "environment.hpp"
#include "say.hpp"

namespace urp::cli {
namespace {

constexpr const char* enter_screen = "\x1b[?1049h\x1b[?2004h\x1b[H\x1b[2J";
constexpr const char* leave_screen = "\x1b[?2004l\x1b[?1049l";

/// A terminal that is gone is noticed where keys are read.
void put(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(STDOUT_FILENO, bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR) return;
    if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

sigset_t set_of(std::initializer_list<int> signals) {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : signals) sigaddset(&set, signal);
  return set;
}

sigset_t watched_signals() {
  return set_of({SIGWINCH, SIGHUP, SIGTERM, SIGINT});
}

/// Every terminal answers its attributes at once; this is for lines that are slow, and for what is no
/// terminal.
constexpr std::chrono::milliseconds patience{1000};

using Deadline = std::chrono::steady_clock::time_point;
std::chrono::milliseconds time_until(Deadline end) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
  return std::max(left, std::chrono::milliseconds(0));
}

/// While it lives, keys come one by one and unseen, and no signal leaves the terminal like that. What was
/// typed ahead and is none of our business is handed back at its end.
class QuietTerminal {
 public:
  explicit QuietTerminal(const termios& before) : before_(before) {
    const sigset_t set = set_of({SIGHUP, SIGTERM, SIGINT, SIGQUIT, SIGTSTP});
    pthread_sigmask(SIG_BLOCK, &set, &mask_before_);
    termios quiet = before_;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO | ICANON | ISIG);
    quiet.c_cc[VMIN] = 1;
    quiet.c_cc[VTIME] = 0;
    tcsetattr(STDIN_FILENO, TCSADRAIN, &quiet);
  }
  ~QuietTerminal() {
    termios unseen = before_;
    unseen.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(STDIN_FILENO, TCSADRAIN, &unseen);
    for (const char& key : typed_) ioctl(STDIN_FILENO, TIOCSTI, &key);
    tcsetattr(STDIN_FILENO, TCSADRAIN, &before_);
    pthread_sigmask(SIG_SETMASK, &mask_before_, nullptr);
  }
  QuietTerminal(const QuietTerminal&) = delete;
  QuietTerminal& operator=(const QuietTerminal&) = delete;

  void hand_back(std::string keys) { typed_ = std::move(keys); }

 private:
  termios before_;
  sigset_t mask_before_{};
  std::string typed_;
};

bool has_input(std::chrono::milliseconds time) {
  pollfd wait{STDIN_FILENO, POLLIN, 0};
  return poll(&wait, 1, static_cast<int>(time.count())) > 0;
}

/// Kernels may forbid it (dev.tty.legacy_tiocsti, since Linux 6.2).
bool may_hand_back() {
  std::ifstream setting("/proc/sys/dev/tty/legacy_tiocsti");
  int allowed = 1;
  return !(setting >> allowed) || allowed != 0 || is_root();
}

}  // namespace

RawTerminal::RawTerminal() {
  if (isatty(STDIN_FILENO) == 0 || isatty(STDOUT_FILENO) == 0 || tcgetattr(STDIN_FILENO, &before_) != 0) {
    throw Error(Fault::usage, _("this needs a terminal, and there is none"));
  }
  enter();
}

RawTerminal::~RawTerminal() {
  leave();
}

void RawTerminal::enter() {
  const sigset_t set = watched_signals();
  pthread_sigmask(SIG_BLOCK, &set, &mask_before_);
  signals_ = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
  termios raw = before_;
  raw.c_iflag &= ~static_cast<tcflag_t>(ICRNL | IXON | INLCR | ISTRIP);
  raw.c_lflag &= ~static_cast<tcflag_t>(ECHO | ICANON | ISIG | IEXTEN);
  raw.c_cc[VMIN] = 1;
  raw.c_cc[VTIME] = 0;
  tcsetattr(STDIN_FILENO, TCSADRAIN, &raw);
  put(enter_screen);
}

void RawTerminal::leave() {
  put(leave_screen);
  tcsetattr(STDIN_FILENO, TCSADRAIN, &before_);
  if (signals_ >= 0) close(signals_);
  signals_ = -1;
  // An end that was asked for in the meantime comes true now.
  pthread_sigmask(SIG_SETMASK, &mask_before_, nullptr);
}

void RawTerminal::draw(const Frame& frame) {
  std::string bytes = "\x1b[?25l\x1b[H";
  bool first = true;
  for (const std::string& line : frame.lines) {
    if (!first) bytes += "\r\n";
    bytes += line + "\x1b[K";
    first = false;
  }
  bytes += "\x1b[J" + fmt::format("\x1b[{};{}H\x1b[?25h", frame.row + 1, frame.column + 1);
  put(bytes);
}

Key RawTerminal::signalled() {
  signalfd_siginfo info{};
  if (read(signals_, &info, sizeof info) != static_cast<ssize_t>(sizeof info)) return {Key::Kind::woken};
  switch (info.ssi_signo) {
    case SIGWINCH:
      return {Key::Kind::resized};
    case SIGINT:
      return {Key::Kind::interrupt};
    default:
      return {Key::Kind::hung_up};
  }
}

void RawTerminal::fill(std::chrono::milliseconds time) {
  pollfd wait[] = {{STDIN_FILENO, POLLIN, 0}, {signals_, POLLIN, 0}};
  const int ready = poll(wait, 2, static_cast<int>(time.count()));
  if (ready <= 0) return;
  if (wait[1].revents != 0) keys_.push_back(signalled());
  if (wait[0].revents == 0) return;
  char buffer[4096];
  const ssize_t got = read(STDIN_FILENO, buffer, sizeof buffer);
  if (got > 0) {
    bytes_.append(buffer, static_cast<std::size_t>(got));
  } else if (got == 0 || errno != EINTR) {
    keys_.push_back({Key::Kind::hung_up});
  }
}

Key RawTerminal::next(std::chrono::milliseconds time) {
  constexpr std::chrono::milliseconds rest_of_key{40};  // of a sequence, over a slow line
  if (keys_.empty()) {
    fill(bytes_.empty() ? time : rest_of_key);
    const std::size_t before = bytes_.size();
    for (Key& key : take_keys(bytes_, false)) keys_.push_back(std::move(key));
    if (keys_.empty() && before > 0) {
      fill(rest_of_key);
      for (Key& key : take_keys(bytes_, bytes_.size() == before)) keys_.push_back(std::move(key));
    }
  }
  if (keys_.empty()) return {Key::Kind::woken};
  Key key = std::move(keys_.front());
  keys_.pop_front();
  return key;
}

Graphics RawTerminal::graphics() {
  if (graphics_) return *graphics_;
  put(graphics_question);
  const auto end = std::chrono::steady_clock::now() + patience;
  auto parted = part_answer(bytes_);
  const auto is_gone = [this] { return !keys_.empty() && keys_.back().kind == Key::Kind::hung_up; };
  while (!parted.whole && !is_gone() && time_until(end).count() > 0) {
    fill(time_until(end));
    parted = part_answer(bytes_);
  }
  bytes_ = parted.keys + parted.begun;
  graphics_ = graphics_of(parted.answer);
  return *graphics_;
}

void RawTerminal::aside(const std::function<void()>& action) {
  leave();
  try {
    action();
  } catch (...) {
    enter();
    throw;
  }
  enter();
}

void RawTerminal::suspend() {
  aside([] { raise(SIGTSTP); });
}

Graphics ask_graphics() {
  termios before{};
  if (isatty(STDIN_FILENO) == 0 || isatty(STDOUT_FILENO) == 0 || tcgetattr(STDIN_FILENO, &before) != 0 ||
      environment("TERM").value_or("dumb") == "dumb") {
    return Graphics::none;
  }
  QuietTerminal terminal(before);
  if (has_input(std::chrono::milliseconds(0)) && !may_hand_back()) return Graphics::none;  // it would be lost
  put(graphics_question);
  const auto end = std::chrono::steady_clock::now() + patience;
  std::string bytes;
  TerminalAnswer parted;
  while (!parted.whole && has_input(time_until(end))) {
    char c = 0;  // byte by byte: what follows the answer is not ours
    if (read(STDIN_FILENO, &c, 1) != 1) break;
    bytes += c;
    parted = part_answer(bytes);
  }
  terminal.hand_back(parted.keys);
  return graphics_of(parted.answer);
}

}  // namespace urp::cli
