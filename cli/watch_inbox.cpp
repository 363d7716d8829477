#include "watch_inbox.hpp"

#include <algorithm>

#include <urp/desk/watch.hpp>
#include <urp/error.hpp>

#include "console.hpp"
#include "meanwhile.hpp"
#include "raw_terminal.hpp"
#include "say.hpp"
#include "triage.hpp"

namespace urp::cli {
namespace {

constexpr int head_lines = 2;  // above the first case

/// The newest word of any case on the list.
std::optional<TimePoint> newest(const InboxResult& result) {
  std::optional<TimePoint> at;
  for (const Ticket& ticket : result.tickets) at = std::max(at, ticket.last_inbound_at);
  return at;
}

class Watch {
 public:
  Watch(Invocation& call, const WatchedInbox& inbox) : call_(call), inbox_(inbox) {}

  void run() {
    read();
    while (!over_) {
      if (dirty_) draw();
      const Key key = terminal_.next(glance);
      if (key.kind != Key::Kind::woken) press(key);
      look_around();
    }
  }

 private:
  void read() {
    version_ = data_version(call_.office());
    const auto before = newest(result_);
    const bool first = drawn_at_ == std::chrono::steady_clock::time_point{};
    result_ = inbox_.list(present_look(call_));
    chosen_ = std::clamp(chosen_, 0, std::max(static_cast<int>(result_.tickets.size()) - 1, 0));
    ring_ = inbox_.bell && !first && newest(result_) > before;
    dirty_ = true;
  }

  /// What is waited for grows older by itself: once a minute the figures are others.
  void look_around() {
    const bool old = std::chrono::steady_clock::now() - drawn_at_ > std::chrono::minutes(1);
    if (old || data_version(call_.office()) != version_) read();
  }

  void draw() {
    const TerminalStyle style = present_look(call_);
    Printer page(style);
    inbox_.show(page, result_);
    std::string text = page.take();
    if (!text.empty()) text.pop_back();
    Frame frame;
    frame.lines = split_lines({text});
    const auto room = static_cast<std::size_t>(std::max(style.height - 1, 1));
    if (frame.lines.size() > room) frame.lines.resize(room);
    frame.lines.push_back(
        style.dim(_("arrows choose   ENTER opens the case, with the keys of triage   q quits")));
    frame.row = std::min(head_lines + chosen_, static_cast<int>(frame.lines.size()) - 1);
    if (result_.tickets.empty()) frame.row = static_cast<int>(frame.lines.size()) - 1;
    if (std::exchange(ring_, false)) frame.lines.front() = "\a" + frame.lines.front();
    terminal_.draw(frame);
    drawn_at_ = std::chrono::steady_clock::now();
    dirty_ = false;
  }

  void press(const Key& key) {
    switch (key.kind) {
      case Key::Kind::up:
        return choose(chosen_ - 1);
      case Key::Kind::down:
        return choose(chosen_ + 1);
      case Key::Kind::home:
        return choose(0);
      case Key::Kind::end:
        return choose(static_cast<int>(result_.tickets.size()));
      case Key::Kind::enter:
        return open();
      case Key::Kind::resized:
      case Key::Kind::redraw:
        return read();
      case Key::Kind::suspend:
        terminal_.suspend();
        return read();
      case Key::Kind::interrupt:
      case Key::Kind::escape:
        over_ = true;
        return;
      case Key::Kind::hung_up:
        throw Error(Fault::interrupted, _("the terminal went away"));
      default:
        if (key.is('q')) over_ = true;
    }
  }

  void choose(int row) {
    chosen_ = std::clamp(row, 0, std::max(static_cast<int>(result_.tickets.size()) - 1, 0));
    dirty_ = true;
  }

  void open() {
    if (result_.tickets.empty()) return;
    Triage triage(call_, screen_console(call_, terminal_), {});
    triage.run_one(result_.tickets[static_cast<std::size_t>(chosen_)].id);
    terminal_.aside([&triage] { triage.finish(); });
    read();
  }

  Invocation& call_;
  const WatchedInbox& inbox_;
  RawTerminal terminal_;
  InboxResult result_;
  std::int64_t version_ = 0;
  int chosen_ = 0;
  bool over_ = false, dirty_ = true, ring_ = false;
  std::chrono::steady_clock::time_point drawn_at_{};
};

}  // namespace

void watch_inbox(Invocation& call, const WatchedInbox& inbox) {
  Watch(call, inbox).run();
}

}  // namespace urp::cli
