#include "cli/triage_state.hpp"

#include <set>

#include <doctest/doctest.h>

using namespace urp::cli;
using Kind = Command::Kind;
using Mode = TriageState::Mode;

namespace {

Key letter(char c) {
  return {Key::Kind::character, std::string(1, c)};
}
const Key enter{Key::Kind::enter}, escape{Key::Kind::escape}, interrupt{Key::Kind::interrupt};

void type(TriageState& state, const std::string& text) {
  for (const char c : text) CHECK(press(state, letter(c)).kind == Kind::none);
}

}  // namespace

TEST_CASE("triage keys: each begins what the list of keys says, and none twice") {
  std::set<char> seen;
  for (const TriageKey& key : triage_keys()) {
    CAPTURE(key.key);
    CHECK(seen.insert(key.key).second);
    TriageState state;
    CHECK(press(state, key.key == '\r' ? enter : letter(key.key)) == Command{Kind::begin, key.purpose});
  }
  TriageState state;
  CHECK(press(state, letter('w')).kind == Kind::none);
  CHECK(press(state, {Key::Kind::paste, "x"}).kind == Kind::none);
  CHECK(press(state, interrupt) == Command{Kind::begin, Purpose::quit});
}

TEST_CASE("triage keys: in a line letters are text, ENTER hands it over, ESC gives it back") {
  TriageState state;
  ask_line(state, Purpose::answer);
  type(state, "qx");
  CHECK(press(state, enter) == Command{Kind::typed, Purpose::answer, "qx"});
  CHECK(state.mode == Mode::browse);
  ask_line(state, Purpose::answer, "bozza");
  CHECK(press(state, {Key::Kind::editor}) == Command{Kind::editor, Purpose::answer, "bozza"});
  for (const Key& key : {escape, interrupt}) {
    ask_line(state, Purpose::note, "via");
    CHECK(press(state, key) == Command{Kind::dropped, Purpose::note, "via"});
    CHECK(state.mode == Mode::browse);
  }
}

TEST_CASE("triage keys: a menu takes the signs it shows and nothing else") {
  TriageState state;
  ask_menu(state, Purpose::canned, 3);
  CHECK(press(state, letter('4')).kind == Kind::none);
  CHECK(press(state, letter('q')).kind == Kind::none);
  CHECK(press(state, letter('3')) == Command{Kind::picked, Purpose::canned, {}, 2});
  ask_menu(state, Purpose::service, 12);
  CHECK(press(state, letter('c')) == Command{Kind::picked, Purpose::service, {}, 11});
  ask_menu(state, Purpose::service, 12);
  CHECK(press(state, enter).kind == Kind::dropped);
  ask_menu(state, Purpose::service, 99);
  CHECK(state.items == most_items);
  CHECK(menu_sign(most_items - 1) == 'z');
}

TEST_CASE("triage keys: ENTER means the first letter of a choice, and any other key nothing") {
  TriageState state;
  ask_choice(state, Purpose::closed, "kpd");
  CHECK(press(state, letter('x')).kind == Kind::none);
  CHECK(press(state, letter('p')) == Command{Kind::chosen, Purpose::closed, {}, 1, 'p'});
  ask_choice(state, Purpose::closed, "kpd");
  CHECK(press(state, enter) == Command{Kind::chosen, Purpose::closed, {}, 0, 'k'});
  ask_choice(state, Purpose::closed, "kpd");
  CHECK(press(state, escape) == Command{Kind::dropped, Purpose::closed});
}

TEST_CASE("triage keys: a terminal that goes away hands over what was being typed") {
  TriageState state;
  ask_line(state, Purpose::answer, "mezza risp");
  CHECK(press(state, {Key::Kind::hung_up}) == Command{Kind::hung_up, Purpose::answer, "mezza risp"});
  CHECK(press(state, {Key::Kind::suspend}).kind == Kind::suspend);
  CHECK(state.mode == Mode::line);
  CHECK(press(state, {Key::Kind::resized}).kind == Kind::none);
  CHECK(state.line.text() == "mezza risp");
}

TEST_CASE("triage keys: arrows scroll the thread wherever they are not a key of the line") {
  TriageState state;
  press(state, {Key::Kind::down});
  CHECK(state.scroll == 0);
  press(state, {Key::Kind::up});
  press(state, {Key::Kind::page_up});
  CHECK(state.scroll == 9);
  ask_line(state, Purpose::answer);
  press(state, {Key::Kind::up});
  CHECK(state.scroll == 10);
  press(state, enter);
  press(state, {Key::Kind::end});
  CHECK(state.scroll == 0);
}

TEST_CASE("triage keys: any key leaves the help") {
  TriageState state;
  press(state, letter('?'));
  CHECK(state.mode == Mode::help);
  CHECK(press(state, letter('q')).kind == Kind::none);
  CHECK(state.mode == Mode::browse);
}
