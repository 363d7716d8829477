#include "cli/triage_view.hpp"

#include <doctest/doctest.h>

#include <urp/text.hpp>

#include "rome.hpp"
#include "test_office.hpp"

using namespace urp;
using namespace urp::cli;

namespace {

struct Screen {
  TerminalStyle look;
  Zone zone = rome();
  TimePoint now = utc(2026, 11, 23, 8, 4);
  ShowResult shown;
  TriagePicture picture;
  TriageState state;

  Screen(int width, int height) {
    look.screen = true;
    look.width = width;
    look.height = height;
    shown.ticket.id = {415};
    shown.ticket.contact.name = "Maria Serra";
    shown.ticket.waiting_since = now - std::chrono::hours(3);
    shown.ticket.window_closes_at = now + std::chrono::hours(21);
    shown.ticket.term_due_at = now + std::chrono::days(30);
    picture.shown = &shown;
    picture.waiting = 41;
  }
  void say(const std::string& text) {
    Message message;
    message.ticket = shown.ticket.id;
    message.number = static_cast<std::int64_t>(shown.messages.size()) + 1;
    message.type = "text";
    message.text = text;
    message.at = now - std::chrono::hours(3);
    shown.messages.push_back(message);
  }
  Frame frame() const { return triage_frame(picture, state, {look, zone, now}); }
  std::string text() const {
    std::string all;
    for (const std::string& line : frame().lines) all += line + "\n";
    return all;
  }
};

bool has(const std::string& text, const std::string& words) {
  return text.find(words) != text.npos;
}

}  // namespace

TEST_CASE("triage screen: any size is filled and not exceeded, and the prompt is on it") {
  for (const int width : {40, 60, 80, 132}) {
    for (const int height : {10, 16, 24, 50}) {
      Screen screen(width, height);
      for (int i = 0; i < 12; ++i)
        screen.say("Una buca in via Roma, davanti al civico 12, pericolosa per le biciclette");
      screen.picture.proposed = "Lavori pubblici";
      screen.picture.similar = "URP-288: Grazie della segnalazione, la squadra passa domani mattina presto";
      screen.picture.message = std::string(200, 'x') + " fatto";
      for (const auto mode : {TriageState::Mode::browse, TriageState::Mode::help}) {
        screen.state.mode = mode;
        const Frame frame = screen.frame();
        CAPTURE(width);
        CAPTURE(height);
        CHECK(frame.lines.size() == static_cast<std::size_t>(height));
        for (const std::string& line : frame.lines) CHECK(display_width(line) <= width);
        CHECK(frame.row < height);
      }
    }
  }
}

TEST_CASE("triage screen: the end of the thread is shown, and what is before it when it is scrolled") {
  Screen screen(80, 24);
  for (int i = 1; i <= 40; ++i) screen.say("riga " + std::to_string(i));
  CHECK(has(screen.text(), "riga 40"));
  CHECK_FALSE(has(screen.text(), "riga 1\n"));
  screen.state.scroll = 1000;
  CHECK(has(screen.text(), "riga 1\n"));
  CHECK_FALSE(has(screen.text(), "riga 40"));
}

TEST_CASE("triage screen: every key is listed, and only what makes sense without a case") {
  Screen screen(80, 24);
  for (const TriageKey& key : triage_keys()) CHECK(has(screen.text(), std::string(" ") + key.label));
  screen.picture.shown = nullptr;
  CHECK(has(screen.text(), "q quit"));
  CHECK_FALSE(has(screen.text(), "r reply"));
}

TEST_CASE("triage screen: what is typed stands at the foot, broken, with the cursor behind it") {
  Screen screen(80, 24);
  ask_line(screen.state, Purpose::answer, std::string(100, 'a'));
  screen.picture.question = "To Maria Serra, URP-415:";
  const Frame frame = screen.frame();
  CHECK(frame.row == 23);
  CHECK(frame.column == 2 + 22);
  CHECK(frame.lines[22] == "> " + std::string(78, 'a'));
  CHECK(has(screen.text(), "To Maria Serra, URP-415:"));
  ask_line(screen.state, Purpose::answer, "prima\nseconda");
  CHECK(screen.frame().lines.back() == "  seconda");
}

TEST_CASE("triage screen: strangers' text is escaped, in the thread, the menu and the message") {
  Screen screen(80, 24);
  screen.say("\x1b[2J");
  screen.picture.message = "\x1b[31m";
  CHECK(screen.text().find('\x1b') == std::string::npos);
  ask_line(screen.state, Purpose::answer, "\x1b[2J");
  CHECK(screen.text().find('\x1b') == std::string::npos);
}

TEST_CASE("triage lines: a screen reader gets the case once, and in a question only the question") {
  Screen screen(80, 24);
  screen.say("Una buca");
  auto lines = triage_lines(screen.picture, screen.state, {screen.look, screen.zone, screen.now});
  CHECK(lines.size() < 24);
  ask_line(screen.state, Purpose::note);
  screen.picture.question = "Note on URP-415, never sent:";
  lines = triage_lines(screen.picture, screen.state, {screen.look, screen.zone, screen.now});
  CHECK(lines == std::vector<std::string>{"Note on URP-415, never sent:"});
}
