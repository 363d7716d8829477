#include "triage_view.hpp"

#include <algorithm>

#include <urp/deadlines.hpp>
#include <urp/text.hpp>

#include "layout.hpp"
#include "meanwhile.hpp"
#include "say.hpp"
#include "times.hpp"
#include "words.hpp"

namespace urp::cli {
namespace {

using Mode = TriageState::Mode;
using Lines = std::vector<std::string>;

void append(Lines& lines, const Lines& more) {
  lines.insert(lines.end(), more.begin(), more.end());
}

/// The screen has so many lines and no more: what does not fit is cut.
std::string at_edges(std::string_view left, std::string_view right, int width) {
  const int room = std::max(width - display_width(right) - 1, 0);
  return cut_to_width(both_edges(cut_to_width(left, room), right, width), width);
}

class TriageScreen {
 public:
  TriageScreen(const TriagePicture& picture, const TriageState& state, const TriageLook& style)
      : picture_(picture), state_(state), style_(style.style), zone_(style.zone), now_(style.now) {}

  Lines head() const {
    const std::string title = say(_("triage   {0} wait"), grouped(picture_.waiting)) +
                              (picture_.done.empty() ? "" : "   " + say(_("done: {0}"), picture_.done));
    Lines lines = {at_edges(title, clock_time(now_, zone_), style_.width)};
    if (!picture_.shown) return lines;
    const Ticket& ticket = picture_.shown->ticket;
    const std::string subject = case_words(ticket), window = window_words(ticket),
                      waits = waiting_words(ticket);
    const bool room =
        display_width(subject) + display_width(waits) + display_width(window) + 4 <= style_.width;
    lines.push_back(style_.bold(at_edges(subject, room ? waits + window : window, style_.width)));
    lines.push_back(at_edges(person_words(ticket), due_words(ticket), style_.width));
    return lines;
  }

  Lines thread() const {
    if (!picture_.shown) return {};
    const Telling telling{style_, zone_, now_};
    Lines blocks;
    if (picture_.shown->earlier > 0) {
      blocks.push_back(
          style_.dim(say(plural("{0} earlier message: t", "{0} earlier messages: t", picture_.shown->earlier),
                         picture_.shown->earlier)));
    }
    for (const MessageBlock& block : group_albums(picture_.shown->messages)) {
      add_block(blocks, block, telling, style_.width);
      const std::string outcome = delivery_words(block.last(), telling);
      if (!outcome.empty()) blocks.push_back(pad_left(cut_to_width(outcome, style_.width), style_.width));
    }
    return split_lines(blocks);
  }

  /// What is proposed, while nothing is asked.
  Lines proposals() const {
    Lines lines;
    if (!picture_.shown || state_.mode != Mode::browse) return lines;
    if (picture_.shown->draft)
      add_labelled(lines, _("draft"), quoted(style_, one_line(*picture_.shown->draft)));
    if (!picture_.proposed.empty()) add_labelled(lines, _("proposed"), picture_.proposed);
    if (!picture_.similar.empty()) add_labelled(lines, _("similar"), picture_.similar);
    for (const TicketReader& reader : picture_.shown->readers) {
      add_labelled(lines, one_line(reader.clerk),
                   reader.editing ? _("is writing an answer") : _("is reading it"));
    }
    return lines;
  }

  /// The keys, or what is asked.
  Lines foot() const {
    switch (state_.mode) {
      case Mode::browse:
        return keys();
      case Mode::help:
        return help();
      case Mode::menu:
        return menu();
      case Mode::line:
      case Mode::choice:
        return asked();
    }
    return {};
  }

  /// What was done last, as far as two lines hold it.
  Lines message() const {
    constexpr std::size_t most = 2;
    Lines lines = split_lines({wrap_lines(one_line(picture_.message), style_.width - 2, "")});
    if (lines.size() > most) {
      lines.resize(most);
      lines.back() = cut_to_width(lines.back() + " ...", style_.width - 2);
    }
    return lines;
  }

  /// The text of the line as the screen breaks it; `cursor` is set to its place in it.
  Lines typed(int& row, int& column) const {
    const int room = style_.width - 2;
    const Lines lines = broken(state_.line.text(), room);
    const Lines before = broken(state_.line.before(), room);
    row = static_cast<int>(before.size()) - 1;
    column = 2 + display_width(before.back());
    return behind_prompt(lines);
  }

  static Lines behind_prompt(const Lines& lines) {
    Lines result;
    for (const std::string& line : lines) result.push_back((result.empty() ? "> " : "  ") + line);
    return result;
  }

 private:
  void add_labelled(Lines& lines, const std::string& label, const std::string& text) const {
    constexpr int label_columns = 11;
    lines.push_back(cut_to_width(pad_right(label, label_columns) + text, style_.width));
  }

  /// Broken anywhere: the clerk sees each blank as it is typed.
  static Lines broken(std::string_view text, int columns) {
    Lines lines;
    while (true) {
      const std::string_view paragraph = text.substr(0, text.find('\n'));
      std::string_view rest = paragraph;
      do {
        const std::string row = cut_to_width(rest, columns, "");
        lines.push_back(escape_controls(row));
        rest.remove_prefix(row.empty() ? rest.size() : std::min(row.size(), rest.size()));
      } while (!rest.empty());
      if (paragraph.size() == text.size()) return lines;
      text.remove_prefix(paragraph.size() + 1);
    }
  }

  std::string case_words(const Ticket& ticket) const {
    std::string text =
        fmt::format("{}  {}  {}", to_string(ticket.id), kind_word(ticket.kind), state_word(ticket.state));
    if (ticket.urgent) text += "  ! " + std::string(_("URGENT"));
    if (ticket.clerk && *ticket.clerk != picture_.me) text += ", " + one_line(*ticket.clerk);
    if (!ticket.tags.empty()) text += "  #" + one_line(ticket.tags.front());
    return text;
  }

  std::string waiting_words(const Ticket& ticket) const {
    if (!ticket.waiting_since) return {};
    return say(_("our turn for {0}"), short_duration(now_ - *ticket.waiting_since)) + "   ";
  }

  std::string window_words(const Ticket& ticket) const {
    if (!ticket.window_closes_at) return {};
    const auto left = *ticket.window_closes_at - now_;
    if (left <= Seconds(0)) return _("window CLOSED");
    return say(_("window {0} ({1})"), short_duration(left),
               short_time(*ticket.window_closes_at, now_, zone_));
  }

  std::string person_words(const Ticket& ticket) const {
    std::string text = contact_label(ticket.contact, 30);
    if (ticket.contact.phone) text += "  " + phone_words(*ticket.contact.phone);
    if (ticket.contact.blocked) text += "  " + std::string(_("BLOCKED"));
    return text;
  }

  std::string due_words(const Ticket& ticket) const {
    std::string text;
    if (ticket.first_answer_due_at && !ticket.first_answered_at) {
      const bool past = *ticket.first_answer_due_at < now_;
      text =
          say(_("1st answer {0}"), short_time(*ticket.first_answer_due_at, now_, zone_)) + (past ? " !" : "");
    }
    if (ticket.term_due_at) {
      text += text.empty() ? "" : "   ";
      text += say(_("term {0}"), spoken_date(*ticket.term_due_at, now_, zone_));
      if (*ticket.term_due_at < now_) text += " !";
    }
    return text;
  }

  static std::string sign(char key) { return key == '\r' ? _("ENTER") : std::string(1, key); }

  /// All of them, in columns of one width.
  Lines keys() const {
    std::vector<std::string> cells;
    int widest = 0;
    for (const TriageKey& key : triage_keys()) {
      if (!picture_.shown && key.purpose != Purpose::next && key.purpose != Purpose::undo &&
          key.purpose != Purpose::search && key.purpose != Purpose::quit && key.purpose != Purpose::help) {
        continue;
      }
      cells.push_back(fmt::format("{} {}", sign(key.key), _(key.label)));
      widest = std::max(widest, display_width(cells.back()));
    }
    const int columns = std::max(style_.width / (widest + 2), 1);
    Lines lines;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (static_cast<int>(i) % columns == 0) lines.emplace_back();
      lines.back() += pad_right(cells[i], widest + 2);
    }
    for (std::string& line : lines) line.erase(line.find_last_not_of(' ') + 1);
    return lines;
  }

  Lines help() const {
    Lines lines;
    const auto add = [&](const char* text) {
      append(lines, split_lines({wrap_lines(text, style_.width, "")}));
    };
    add(_("r asks for one line; ENTER on an empty one, or ctrl-O, opens the editor."));
    add(_("c and s list texts by number: the whole text is shown before it goes."));
    add(_("What goes to the citizen rests; z takes it back as long as it does."));
    add(_("ESC and ctrl-C leave a question; what was typed stays a draft."));
    add(_("ENTER gives the case back to colleagues and goes on; q keeps it for the next time."));
    add(_("Arrows and pages scroll the thread; ctrl-Z goes to the shell, fg comes back."));
    lines.push_back("");
    append(lines, keys());
    lines.push_back(_("any key goes back"));
    return lines;
  }

  Lines menu() const {
    Lines lines = question();
    for (std::size_t i = 0; i < picture_.items.size() && i < most_items; ++i) {
      lines.push_back(cut_to_width(fmt::format(" {} {}", menu_sign(i), picture_.items[i]), style_.width));
    }
    lines.push_back(_("the sign of one of them; ENTER or ESC: none"));
    return lines;
  }

  Lines asked() const {
    Lines lines;
    for (const std::string& text : picture_.text) {
      append(lines, split_lines({"  " + wrap_lines(text, style_.width - 2, "  ")}));
    }
    append(lines, question());
    return lines;
  }

  Lines question() const {
    return picture_.question.empty() ? Lines()
                                     : split_lines({wrap_lines(picture_.question, style_.width, "")});
  }

  const TriagePicture& picture_;
  const TriageState& state_;
  const TerminalStyle& style_;
  const Zone& zone_;
  TimePoint now_;
};

/// The window of the thread that fits: its end, or `scroll` lines before it.
Lines visible(const Lines& thread, int rows, int scroll) {
  const int count = static_cast<int>(thread.size());
  const int end = count - std::clamp(scroll, 0, std::max(count - rows, 0));
  const int begin = std::max(end - rows, 0);
  return {thread.begin() + begin, thread.begin() + end};
}

}  // namespace

Frame triage_frame(const TriagePicture& picture, const TriageState& state, const TriageLook& style) {
  const TriageScreen screen(picture, state, style);
  constexpr int fewest_thread_rows = 3;
  Frame frame;
  frame.lines = screen.head();
  frame.lines.push_back(rule(style.style));
  Lines foot = screen.proposals();
  if (!foot.empty()) foot.push_back(rule(style.style));
  append(foot, screen.foot());
  int row = 0, column = 2;
  const Lines prompt = state.mode == TriageState::Mode::line ? screen.typed(row, column)
                                                             : screen.behind_prompt(screen.message());
  const int fixed = static_cast<int>(frame.lines.size() + prompt.size()) + 1;
  const int foot_room = std::max(style.style.height - fixed - fewest_thread_rows, 1);
  // On a low screen the end of the foot is what is asked now.
  if (static_cast<int>(foot.size()) > foot_room) foot.erase(foot.begin(), foot.end() - foot_room);
  const int rows = std::max(style.style.height - fixed - static_cast<int>(foot.size()), 1);
  Lines thread = visible(screen.thread(), rows, state.scroll);
  thread.resize(static_cast<std::size_t>(rows));
  append(frame.lines, thread);
  frame.lines.push_back(rule(style.style));
  append(frame.lines, foot);
  frame.row = static_cast<int>(frame.lines.size()) + row;
  frame.column = column;
  append(frame.lines, prompt);
  const auto height = static_cast<std::size_t>(std::max(style.style.height, 1));
  if (frame.lines.size() > height) {
    const auto over = frame.lines.size() - height;
    frame.lines.erase(frame.lines.begin(), frame.lines.begin() + static_cast<std::ptrdiff_t>(over));
    frame.row = std::max(frame.row - static_cast<int>(over), 0);
  }
  return frame;
}

std::vector<std::string> triage_lines(const TriagePicture& picture, const TriageState& state,
                                      const TriageLook& style) {
  const TriageScreen screen(picture, state, style);
  Lines lines;
  if (state.mode == TriageState::Mode::browse) {
    lines = screen.head();
    append(lines, screen.thread());
    append(lines, screen.proposals());
  }
  append(lines, screen.foot());
  if (!picture.message.empty()) append(lines, screen.message());
  return lines;
}

}  // namespace urp::cli
