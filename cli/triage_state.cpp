#include "triage_state.hpp"

#include <algorithm>

#include "say.hpp"

namespace urp::cli {
namespace {

using Kind = Command::Kind;
using Mode = TriageState::Mode;

constexpr TriageKey keys[] = {
    {'r', Purpose::answer, N_("reply")},      {'c', Purpose::canned, N_("canned")},
    {'s', Purpose::similar, N_("similar")},   {'i', Purpose::route, N_("route")},
    {'I', Purpose::service, N_("elsewhere")}, {'n', Purpose::note, N_("note")},
    {'k', Purpose::kind, N_("kind")},         {'g', Purpose::tag, N_("tag")},
    {'f', Purpose::flag, N_("flag")},         {'u', Purpose::urgent, N_("urgent")},
    {'d', Purpose::later, N_("later")},       {'x', Purpose::close, N_("close")},
    {'m', Purpose::media, N_("media")},       {'t', Purpose::whole_thread, N_("thread")},
    {'L', Purpose::link, N_("link")},         {'/', Purpose::search, N_("search")},
    {'z', Purpose::undo, N_("undo")},         {'\r', Purpose::next, N_("skip")},
    {'p', Purpose::previous, N_("previous")}, {'q', Purpose::quit, N_("quit")},
    {'?', Purpose::help, N_("help")},
};

constexpr int page = 8;  // lines

void scroll(TriageState& state, const Key& key) {
  switch (key.kind) {
    case Key::Kind::up:
      ++state.scroll;
      break;
    case Key::Kind::down:
      --state.scroll;
      break;
    case Key::Kind::page_up:
      state.scroll += page;
      break;
    case Key::Kind::page_down:
      state.scroll -= page;
      break;
    case Key::Kind::end:
      state.scroll = 0;
      break;
    default:
      return;
  }
  state.scroll = std::max(state.scroll, 0);
}

Command browse_key(TriageState& state, const Key& key) {
  if (key.kind == Key::Kind::interrupt) return {Kind::begin, Purpose::quit};
  for (const TriageKey& known : keys) {
    const bool pressed = known.key == '\r' ? key.kind == Key::Kind::enter : key.is(known.key);
    if (!pressed) continue;
    if (known.purpose == Purpose::help) state.mode = Mode::help;
    return {Kind::begin, known.purpose};
  }
  scroll(state, key);
  return {};
}

Command drop(TriageState& state) {
  Command command{Kind::dropped, state.purpose, state.line.text()};
  browse(state);
  return command;
}

bool thinks_better(const Key& key) {
  return key.kind == Key::Kind::escape || key.kind == Key::Kind::interrupt;
}

Command line_key(TriageState& state, const Key& key) {
  if (thinks_better(key)) return drop(state);
  if (key.kind == Key::Kind::enter || key.kind == Key::Kind::editor) {
    const Kind kind = key.kind == Key::Kind::editor ? Kind::editor : Kind::typed;
    Command command{kind, state.purpose, state.line.text()};
    browse(state);
    return command;
  }
  if (!state.line.press(key)) scroll(state, key);
  return {};
}

Command menu_key(TriageState& state, const Key& key) {
  if (thinks_better(key) || key.kind == Key::Kind::enter) return drop(state);
  for (std::size_t item = 0; item < state.items; ++item) {
    if (!key.is(menu_sign(item))) continue;
    Command command{Kind::picked, state.purpose, {}, item};
    browse(state);
    return command;
  }
  scroll(state, key);
  return {};
}

Command choice_key(TriageState& state, const Key& key) {
  if (thinks_better(key)) return drop(state);
  for (const char letter : state.letters) {
    const bool first = letter == state.letters.front();
    if (!key.is(letter) && !(first && key.kind == Key::Kind::enter)) continue;
    Command command{Kind::chosen, state.purpose, {}, state.letters.find(letter), letter};
    browse(state);
    return command;
  }
  scroll(state, key);
  return {};
}

}  // namespace

std::span<const TriageKey> triage_keys() {
  return keys;
}

void browse(TriageState& state) {
  const int kept = state.scroll;
  state = {};
  state.scroll = kept;
}

void ask_line(TriageState& state, Purpose purpose, std::string text) {
  browse(state);
  state.mode = Mode::line;
  state.purpose = purpose;
  state.line = LineInput(std::move(text));
}

void ask_menu(TriageState& state, Purpose purpose, std::size_t items) {
  browse(state);
  state.mode = Mode::menu;
  state.purpose = purpose;
  state.items = std::min(items, most_items);
}

void ask_choice(TriageState& state, Purpose purpose, std::string letters) {
  browse(state);
  state.mode = Mode::choice;
  state.purpose = purpose;
  state.letters = std::move(letters);
}

char menu_sign(std::size_t item) {
  constexpr std::size_t digits = 9;
  return static_cast<char>(item < digits ? '1' + item : 'a' + (item - digits));
}

Command press(TriageState& state, const Key& key) {
  if (key.kind == Key::Kind::suspend) return {Kind::suspend};
  if (key.kind == Key::Kind::hung_up) return {Kind::hung_up, state.purpose, state.line.text()};
  if (key.kind == Key::Kind::woken || key.kind == Key::Kind::resized || key.kind == Key::Kind::redraw)
    return {};
  switch (state.mode) {
    case Mode::browse:
      return browse_key(state, key);
    case Mode::line:
      return line_key(state, key);
    case Mode::menu:
      return menu_key(state, key);
    case Mode::choice:
      return choice_key(state, key);
    case Mode::help:
      browse(state);
      return {};
  }
  return {};
}

}  // namespace urp::cli
