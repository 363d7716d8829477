#include "console.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <deque>
#include <optional>

#include "say.hpp"

namespace urp::cli {
namespace {

/// None: the input has ended.
std::optional<std::string> read_line() {
  std::string line;
  char c = 0;
  for (;;) {
    const ssize_t got = read(STDIN_FILENO, &c, 1);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return line.empty() ? std::nullopt : std::optional(line);
    if (c == '\n') return line;
    line += c;
  }
}

/// A line as keys: all of it where a text is asked for, else its first letter.
std::deque<Key> keys_of_line(const std::string& line, const TriageState& state) {
  std::deque<Key> keys;
  if (state.mode == TriageState::Mode::line) {
    if (line == ".") return {{Key::Kind::escape}};
    if (!line.empty()) keys.push_back({Key::Kind::paste, line});
    keys.push_back({Key::Kind::enter});
    return keys;
  }
  std::string bytes = line.substr(0, line.find_first_of(" \t"));
  const auto typed = take_keys(bytes, true);
  keys.push_back(typed.empty() ? Key{Key::Kind::enter} : typed.front());
  return keys;
}

TriageLook look_of(Invocation& call, const TerminalStyle& style) {
  return {style, call.office().zone(), call.office().now()};
}

}  // namespace

TerminalStyle present_look(Invocation& call) {
  constexpr int narrowest = 40;
  TerminalStyle style = call.style();
  if (winsize size{}; ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    style.width = std::max<int>(size.ws_col, narrowest);
    style.height = size.ws_row;
  }
  return style;
}

Console screen_console(Invocation& call, RawTerminal& terminal) {
  Console console;
  console.draw = [&call, &terminal](const TriagePicture& picture, const TriageState& state) {
    const TerminalStyle style = present_look(call);
    terminal.draw(triage_frame(picture, state, look_of(call, style)));
  };
  console.next = [&terminal](const TriageState&) { return terminal.next(glance); };
  console.aside = [&terminal](const std::function<void()>& action) { terminal.aside(action); };
  console.suspend = [&terminal] { terminal.suspend(); };
  console.graphics = [&terminal] { return terminal.graphics(); };
  return console;
}

Console plain_console(Invocation& call) {
  Console console;
  auto waiting = std::make_shared<std::deque<Key>>();
  console.draw = [&call, waiting](const TriagePicture& picture, const TriageState& state) {
    if (!waiting->empty()) return;  // between two keys of one line
    const TerminalStyle style = present_look(call);
    for (const std::string& line : triage_lines(picture, state, look_of(call, style))) call.out().line(line);
    call.out().put("> ");
    call.out().flush();
  };
  console.next = [waiting](const TriageState& state) {
    if (waiting->empty()) {
      const auto line = read_line();
      if (!line) return Key{Key::Kind::hung_up};
      *waiting = keys_of_line(*line, state);
    }
    Key key = waiting->front();
    waiting->pop_front();
    return key;
  };
  console.aside = [](const std::function<void()>& action) { action(); };
  console.suspend = [] {};
  console.graphics = [] { return Graphics::none; };
  return console;
}

}  // namespace urp::cli
