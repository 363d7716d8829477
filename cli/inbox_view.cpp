#include "inbox_view.hpp"

#include <algorithm>

#include <urp/deadlines.hpp>
#include <urp/text.hpp>

#include "layout.hpp"
#include "say.hpp"
#include "times.hpp"
#include "words.hpp"

namespace urp::cli {
namespace {

constexpr int name_columns = 16;

struct Due {
  std::string text;
  bool past = false;
};

/// The nearer of the two clocks that still run: first answer, then the legal term.
Due nearest_due(const Ticket& ticket, const InboxView& view) {
  const auto next = next_deadline(ticket);
  if (!next) return {"-"};
  const char* clock = next->clock == Deadline::Clock::term ? in_context("legal term, two letters", "te")
                                                           : in_context("first answer, two letters", "1a");
  const bool past = next->at < view.now;
  return {fmt::format("{}{} {}", past ? "! " : "  ", clock, short_time(next->at, view.now, *view.zone)),
          past};
}

std::string window_cell(const Ticket& ticket, TimePoint now) {
  if (ticket.state == TicketState::closed || !ticket.window_closes_at) return "-";
  if (*ticket.window_closes_at <= now) return _("CLOSED");
  return short_duration(*ticket.window_closes_at - now);
}

std::string waiting_cell(const Ticket& ticket, TimePoint now) {
  const auto since = ticket.waiting_since ? ticket.waiting_since : ticket.last_message_at;
  return since && ticket.state != TicketState::closed ? short_duration(now - *since) : "-";
}

/// What the office itself has open in the case.
std::string own_marks(const Ticket& ticket, const InboxResult& result, const TerminalStyle& style) {
  std::string marks;
  if (result.failed.contains(ticket.id)) marks += std::string(style.marks().failed) + " ";
  if (result.drafts.contains(ticket.id)) marks += std::string(style.marks().edited) + " ";
  return marks;
}

/// What the leading service has, of a case that is with it, or that came back because its letter did not
/// arrive; null: nothing that matters now.
const Dispatch* letter_of(const Ticket& ticket) {
  for (auto dispatch = ticket.dispatches.rbegin(); dispatch != ticket.dispatches.rend(); ++dispatch) {
    if (!dispatch->lead) continue;
    const bool matters = ticket.state == TicketState::routed ||
                         (dispatch->state == "failed" && ticket.state != TicketState::closed);
    return matters ? &*dispatch : nullptr;
  }
  return nullptr;
}

std::string letter_words(const Ticket& ticket) {
  const Dispatch* letter = letter_of(ticket);
  return letter ? fmt::format("[{}: {}] ", one_line(letter->service), dispatch_words(letter->state)) : "";
}

std::string words_of(const Ticket& ticket) {
  const bool suspect = !ticket.flags.empty() && ticket.flags.back() == "suspect";
  const bool flagged = ticket.flags.size() > (suspect ? 1 : 0);
  if (!ticket.preview && flagged) return say(_("(hidden: {0})"), ground_word(ticket.flags.front()));
  const std::string name =
      (suspect ? std::string(_("(suspect)")) + " " : "") + contact_label(ticket.contact, name_columns);
  if (ticket.subject && !ticket.subject->empty()) return name + ": " + one_line(*ticket.subject);
  return name + ": " + preview_words(ticket.preview.value_or(""));
}

struct Shown {  // which marks the legend has to explain
  bool unread = false, warned = false;
};

/// `! 431`, with the numbers of all rows under each other.
std::string number_cell(const Ticket& ticket, int digits) {
  const char* mark = ticket.urgent ? "!" : ticket.unread > 0 ? "*" : " ";
  return fmt::format("{} {:>{}}", mark, ticket.id.value, digits);
}

std::vector<Cell> row_of(const Ticket& ticket, const InboxResult& result, const InboxView& view,
                         const TerminalStyle& style, Shown& shown, int digits) {
  const Due due = nearest_due(ticket, view);
  const bool warned = ticket.urgent || due.past;
  const bool unread = ticket.unread > 0;
  shown.warned |= warned;
  shown.unread |= unread;
  const Style red = warned ? Style([&style](std::string_view text) { return style.red(text); }) : Style();
  const Style bold = unread ? Style([&style](std::string_view text) { return style.bold(text); }) : Style();
  std::vector<Cell> row = {{number_cell(ticket, digits), red}};
  if (view.every_turn) row.push_back({turn_mark(ticket.state)});
  row.push_back({waiting_cell(ticket, view.now)});
  row.push_back({window_cell(ticket, view.now)});
  row.push_back({due.text, due.past ? red : Style()});
  row.push_back({ticket.clerk ? one_line(*ticket.clerk) : "-"});
  row.push_back({own_marks(ticket, result, style) + letter_words(ticket) + words_of(ticket), bold});
  return row;
}

std::string heading(const InboxResult& result, const InboxView& view, const TerminalStyle& style) {
  const std::string dot = fmt::format(" {} ", style.marks().bullet);
  std::string text;
  if (view.plain) {
    text = say(plural("{0} is our turn", "{0} are our turn", result.total), grouped(result.total));
    if (result.overdue > 0) text += dot + say(_("{0} overdue"), grouped(result.overdue));
    if (result.closing > 0 && result.closing_until) {
      text += dot + say(plural("{0} window {1}", "{0} windows {1}", result.closing), grouped(result.closing),
                        by_time(*result.closing_until, view.now, *view.zone));
    }
  } else {
    text = say(plural("{0} ticket", "{0} tickets", result.total), grouped(result.total));
  }
  return both_edges(text, day_and_time(view.now, *view.zone), style.width);
}

std::string legend(const Shown& shown, const InboxResult& result, const TerminalStyle& style, bool cut) {
  std::string text;
  const auto add = [&text](const std::string& words) { text += (text.empty() ? "" : "  ") + words; };
  if (shown.unread) add(_("* unread"));
  if (shown.warned) add(_("! urgent or overdue"));
  if (!result.failed.empty()) add(say(_("{0} answer did not arrive"), style.marks().failed));
  if (!result.drafts.empty()) add(say(_("{0} draft"), style.marks().edited));
  if (cut) add(_("~ goes on"));
  return text;
}

std::string next_steps(const InboxResult& result, const InboxView& view, const TerminalStyle& style) {
  const auto shown = static_cast<std::int64_t>(result.tickets.size());
  std::string more;
  if (result.total > shown) {
    const std::string command = view.plain ? fmt::format("urp inbox -n {}", result.total) : "-n 0";
    more = say(_("{0} more: {1}"), grouped(result.total - shown), command);
  } else if (!result.tickets.empty()) {
    more = say(_("the first: urp show {0}"), result.tickets.front().id.value);
  }
  const std::string closed = view.plain ? say(_("window closed: {0}"), "urp inbox --closed-window") : "";
  const bool both_fit = display_width(more) + display_width(closed) + 3 <= style.width;
  return both_edges(more, both_fit ? closed : "", style.width);
}

}  // namespace

void show_inbox(Printer& out, const InboxResult& result, const InboxView& view) {
  const TerminalStyle& style = out.style();
  out.line(heading(result, view, style));
  if (result.tickets.empty()) {
    out.line(view.plain ? _("Nothing waits for the office.") : _("No ticket is like that."));
    return;
  }
  std::vector<Column> columns = {{_("   No."), Align::left}};
  if (view.every_turn) columns.push_back({_("turn")});
  columns.insert(columns.end(), {{_("waits"), Align::right},
                                 {_("window"), Align::right},
                                 {_("  due")},
                                 {_("who"), Align::left, 10},
                                 {_("contact: text")}});
  Shown shown;
  std::vector<std::vector<Cell>> rows;
  std::int64_t highest = 100;
  for (const Ticket& ticket : result.tickets) highest = std::max(highest, ticket.id.value);
  const int digits = static_cast<int>(std::to_string(highest).size());
  for (const Ticket& ticket : result.tickets)
    rows.push_back(row_of(ticket, result, view, style, shown, digits));
  bool cut = false;
  for (const std::string& line : lay_out(columns, rows, style.width)) {
    cut |= line.find('~') != std::string::npos;
    out.line(line);
  }
  out.line(rule(style));
  if (const std::string marks = legend(shown, result, style, cut); !marks.empty())
    out.line(wrap_lines(marks, style.width, ""));
  out.line(next_steps(result, view, style));
}

void list_inbox_lines(Printer& out, const InboxResult& result, const Zone& zone) {
  const auto time = [&zone](const std::optional<TimePoint>& at) {
    return at ? iso_time(*at, zone) : std::string();
  };
  for (const Ticket& ticket : result.tickets) {
    const auto turn = turn_of(ticket.state);
    const Dispatch* letter = letter_of(ticket);
    out.row({std::to_string(ticket.id.value), to_name(ticket.state), turn ? to_name(*turn) : "",
             ticket.urgent ? "true" : "false", time(ticket.waiting_since), time(ticket.window_closes_at),
             time(ticket.first_answer_due_at), time(ticket.term_due_at), ticket.clerk.value_or(""),
             to_string(ticket.contact.id), ticket.contact.name.value_or(""), std::to_string(ticket.unread),
             ticket.preview.value_or(""), letter ? letter->state : ""});
  }
}

}  // namespace urp::cli
