#include "status_view.hpp"

#include <algorithm>

#include <urp/text.hpp>

#include "layout.hpp"
#include "notice_view.hpp"
#include "provider_words.hpp"
#include "say.hpp"
#include "times.hpp"
#include "words.hpp"

namespace urp::cli {
namespace {

constexpr int label_columns = 14, number_columns = 4;

/// What is told further down, with its figure, does not hide whether the office is open.
bool has_its_row(std::string_view code) {
  return code == "unhandled" || code == "another_number" || code == "media_lost" || code == "uncertain" ||
         code == "channel_event" || code == "notice_stopped";
}

class StatusScreen {
 public:
  StatusScreen(Printer& out, const StatusResult& status, const Office& office)
      : out_(out), style_(out.style()), status_(status), office_(office) {}

  void print() {
    heading();
    out_.line(rule(style_));
    our_turn();
    others_turn();
    out_.line(rule(style_));
    windows();
    outgoing();
    notices();
    trouble();
    month();
    out_.line(rule(style_));
    next_commands();
  }

 private:
  std::string time(TimePoint at) const { return short_time(at, status_.now, office_.zone()); }

  /// `LABEL   41   text   urp inbox !`: what lists the figure, where anything does. The mark is repeated in
  /// colour, never replaced by it.
  void row(std::string_view label, std::int64_t number, const std::string& text, std::string_view mark = {},
           const std::string& command = {}) {
    constexpr int head_columns = label_columns + number_columns + 3, least_text = 24;
    const std::string head =
        pad_right(label, label_columns) + pad_left(grouped(number), number_columns) + "   ";
    const int room = style_.width - head_columns - (mark.empty() ? 0 : display_width(mark) + 1);
    const std::string line = room < least_text ? head + text  // no room beside it
                                               : field_line(head, text, head_columns, head_columns + room);
    std::string edge = command;
    if (!mark.empty()) edge += (edge.empty() ? "" : " ") + std::string(mark);
    const std::size_t last = line.rfind('\n') + 1;  // npos + 1 is 0
    const std::string whole = line.substr(0, last) + both_edges(line.substr(last), edge, style_.width);
    out_.line(mark.empty() ? whole : style_.red(whole));
  }

  void heading() {
    if (status_.stopped_since) {
      out_.line(style_.red(wrap_lines(
          "!! " + say(_("SENDING IS STOPPED since {0}: {1}. Messages that come in are kept. urp doctor"),
                      time(*status_.stopped_since),
                      stop_words(status_.stopped_reason, status_.stopped_code, status_.stopped_subcode)),
          style_.width - 3, "   ")));
    }
    const std::string name = escape_controls(office_.settings().office.name);
    const std::string date = long_time(status_.now, office_.zone());
    const std::string& clerk = office_.actor().clerk;
    const int middle = style_.width - display_width(clerk) - display_width(date) - 7;
    if (display_width(name) < middle) {
      out_.line(style_.bold(both_edges(pad_right(name, middle) + date, clerk, style_.width)));
    } else {
      out_.line(style_.bold(both_edges(name, clerk, style_.width)));
      out_.line(date);
    }
    bool well = true;
    for (const HealthLine& line : status_.health) {
      if (has_its_row(line.code)) continue;
      well = false;
      if (line.code == "channel_stopped") continue;  // said above everything
      out_.line(style_.red(wrap_lines("!! " + escape_controls(line.message), style_.width - 3, "   ")));
    }
    if (well) out_.line(both_edges(opening(), channel(), style_.width));
  }

  std::string opening() const {
    const std::string next = status_.next_opening ? time(*status_.next_opening) : "";
    if (status_.office_open && status_.open_until) {
      const std::string until =
          say(_("OPEN {0}"), until_time(*status_.open_until, status_.now, office_.zone()));
      return next.empty() ? until : until + say(_(", then from {0}"), next);
    }
    if (status_.office_open) return in_context("the office", "OPEN");
    return next.empty() ? in_context("the office", "CLOSED") : say(_("CLOSED, opens {0}"), next);
  }

  std::string channel() const {
    const std::string last =
        status_.last_body_at ? say(_("last message {0}"), time(*status_.last_body_at)) : "";
    if (!status_.listening)
      return last.empty() ? _("nobody is listening") : say(_("not listening, {0}"), last);
    return last.empty() ? _("listening") : say(_("listening, {0}"), last);
  }

  void our_turn() {
    const StatusCounts& counts = status_.counts;
    std::string text = say(plural("{0} new", "{0} new", counts.open_new), counts.open_new) + ", " +
                       say(plural("{0} open", "{0} open", counts.open), counts.open);
    if (status_.waiting_longest)
      text += "   " + say(_("the first since {0}"), time(*status_.waiting_longest));
    row(_("OUR TURN"), counts.office, text, "", "urp inbox");
    if (counts.urgent > 0)
      row(_("  urgent"), counts.urgent, named(status_.urgent, true), "!", "urp inbox --urgent");
    if (const auto late = counts.overdue - counts.overdue_service; late > 0) {
      auto ours = status_.overdue;  // they come first
      ours.resize(std::min(ours.size(), static_cast<std::size_t>(late)));
      row(_("  overdue"), late, named(ours, false), "!", "urp inbox --overdue");
    }
    if (counts.office > 0) row(_("  mine"), mine(), by_clerk(), "", "urp inbox --mine");
    if (counts.unread > 0)
      row(_("  unread"), counts.unread, _("messages that nobody has seen yet"), "", "urp inbox --unread");
    if (counts.postponed > 0) row(_("  put off"), counts.postponed, "", "", "urp inbox --later");
    handed_over();
  }

  /// `2 from anna: «ferie»` until the clerk has looked at them.
  void handed_over() {
    if (status_.handed.empty()) return;
    std::string text;
    for (const HandedOver& handed : status_.handed) {
      if (!text.empty()) text += ", ";
      text += to_string(handed.ticket) + " " + say(_("from {0}"), one_line(handed.from.value_or(handed.by)));
      if (handed.reason) text += ": " + quoted(style_, one_line(*handed.reason));
    }
    row(_("  handed over"), static_cast<std::int64_t>(status_.handed.size()), text, "!", "urp inbox --mine");
  }

  std::string event_words(const ChannelEvent& event) const {
    return time(event.at) + " " + one_line(to_string(event));
  }

  std::string named(const std::vector<NamedTicket>& tickets, bool with_text) const {
    std::string text;
    for (const NamedTicket& ticket : tickets) {
      if (!text.empty()) text += ", ";
      text += to_string(ticket.id);
      if (ticket.clerk) text += " " + one_line(*ticket.clerk);
      if (with_text && tickets.size() == 1 && !ticket.text.empty()) text += "  " + one_line(ticket.text);
      if (with_text && ticket.at) text += say(_(" for {0}"), short_duration(status_.now - *ticket.at));
    }
    return text;
  }

  std::int64_t mine() const {
    const auto found = status_.by_clerk.find(office_.actor().clerk);
    return found == status_.by_clerk.end() ? 0 : found->second;
  }

  std::string by_clerk() const {
    std::string text;
    for (const auto& [clerk, count] : status_.by_clerk) {
      if (clerk.empty() || clerk == office_.actor().clerk) continue;
      text += (text.empty() ? "" : ", ") + one_line(clerk) + " " + std::to_string(count);
    }
    const auto nobody = status_.by_clerk.find("");
    if (nobody == status_.by_clerk.end()) return text;
    return (text.empty() ? "" : text + ", ") + say(_("nobody's {0}"), nobody->second);
  }

  void others_turn() {
    std::string late;
    if (status_.waiting_long > 0) {
      late = say(_("{0} for more than 7 days"), status_.waiting_long) + " " +
             say(_("(closed by themselves after {0})"), office_.settings().desk.close_waiting.count());
    }
    row(_("CITIZEN'S"), status_.counts.citizen, late, "", _("urp inbox --turn citizen"));
    row(_("SERVICES'"), status_.counts.service, by_service(), "", _("urp inbox --turn service"));
    if (status_.counts.overdue_service > 0)
      row(_("  past term"), status_.counts.overdue_service, "", "!", _("urp inbox --turn service --overdue"));
  }

  std::string by_service() const {
    std::vector<std::pair<std::int64_t, std::string>> most;
    for (const auto& [slug, count] : status_.by_service)
      most.emplace_back(count, service_word(office_, slug));
    std::sort(most.begin(), most.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    std::string text;
    for (const auto& [count, name] : most)
      text += (text.empty() ? "" : ", ") + name + " " + std::to_string(count);
    return text;
  }

  void windows() {
    std::string soon = _("open");
    const auto until = status_.office_open ? status_.open_until : status_.next_opening;
    if (status_.counts.closing > 0 && until) {
      soon += say(plural("; {0} closes {1}", "; {0} close {1}", status_.counts.closing),
                  status_.counts.closing, by_time(*until, status_.now, office_.zone()));
    }
    row(_("WINDOWS"), status_.window_open, soon, "", "urp inbox --closing");
    if (status_.window_closed > 0)
      row("", status_.window_closed, _("closed already"), "", "urp inbox --closed-window");
  }

  void outgoing() {
    const StatusCounts& counts = status_.counts;
    row(_("OUTBOX"), counts.outbox,
        counts.uncertain > 0
            ? say(plural("{0} UNCERTAIN", "{0} UNCERTAIN", counts.uncertain), counts.uncertain)
        : counts.outbox > 0 ? _("in the queue")
                            : "",
        counts.uncertain > 0 ? "?" : "", counts.outbox > 0 ? "urp outbox" : "");
    if (counts.parked > 0)
      row(_("  parked"), counts.parked, _("leave when the citizen writes"), "", "urp outbox --parked");
    if (counts.failed > 0)
      row(_("  failed"), counts.failed, _("did not reach the citizen"), style_.marks().failed,
          "urp outbox --failed");
  }

  void notices() {
    const char* label = _("NOTICES");
    for (const auto& [notice, sums] : status_.notices) {
      const bool stopped = notice.state == NoticeState::paused && !notice.paused_by;
      std::string text = notice.name + ", " + notice_state_word(notice.state);
      if (notice.state == NoticeState::scheduled && notice.due_at)
        text += " " + spoken_time(*notice.due_at, status_.now, office_.zone());
      if (notice.state == NoticeState::running || notice.state == NoticeState::paused)
        text += ", " + say(_("{0} reached"), grouped(sums.reached));
      if (notice.waits_for_approval()) text += ", " + std::string(_("TO BE APPROVED"));
      if (stopped) text += ", " + std::string(_("STOPPED BY ITSELF"));
      row(label, sums.people - sums.skipped, text, stopped || notice.waits_for_approval() ? "!" : "");
      label = "";
    }
  }

  void trouble() {
    if (status_.counts.unhandled > 0) {
      row(_("NOT HANDLED"), status_.counts.unhandled, _("kept in the journal: urp replay"), "!");
    }
    if (status_.counts.media_lost > 0) {
      row(_("MEDIA LOST"), status_.counts.media_lost, _("could not be fetched from WhatsApp"), "!");
    }
    for (const HealthLine& line : status_.health) {
      if (line.code == "another_responder")
        out_.line("! " + wrap_lines(line.message, style_.width - 2, "  "));
    }
    if (!status_.alerts.empty()) {
      const ChannelEvent& event = status_.alerts.front();
      row(_("WHATSAPP"), static_cast<std::int64_t>(status_.alerts.size()), event_words(event), "!");
    }
  }

  /// What was delivered, against what costs nothing.
  void month() {
    const MonthlyMessages& month = status_.month;
    automatic();
    if (month.delivered.empty()) return;
    std::string text = say(_("of {0} free messages"), grouped(month.free));
    const bool over = month.service >= month.free;
    if (over) {
      text = say(_("of {0} free messages: those beyond are paid"), grouped(month.free));
    } else if (month.ends_at) {
      text +=
          say(_("; at this pace they end on {0}"), spoken_date(*month.ends_at, status_.now, office_.zone()));
    }
    for (const auto& [category, count] : month.delivered) {
      if (category != "service") text += fmt::format(", {} {}", grouped(count), one_line(category));
    }
    row(_("THIS MONTH"), month.service, text, over ? "!" : "");
  }

  /// Of what the office allows itself in a month.
  void automatic() {
    const std::int64_t written = status_.month.automatic;
    if (written == 0) return;
    const int budget = office_.settings().automatic.budget;
    const bool over = written >= budget;
    row(_("AUTOMATIC"), written,
        over ? say(_("of {0} this month: only receipts still go out"), grouped(budget))
             : say(_("of {0} automatic messages this month"), grouped(budget)),
        over ? "!" : "");
  }

  void step(const char* label, const std::string& command, const std::string& why) {
    constexpr int label_width = 9, command_width = 22;
    const std::string head = pad_right(label, label_width) + pad_right(command, command_width);
    constexpr int least_words = 20;
    if (style_.width - display_width(head) >= least_words)
      return out_.line(field_line(head, why, display_width(head), style_.width));
    out_.line(pad_right(label, label_width) + command);
    out_.line(field_line("", why, label_width, style_.width));
  }

  /// What `urp next` would find: one's own, or what nobody holds.
  bool has_next() const {
    const auto waits = [this](const std::string& clerk) {
      const auto found = status_.by_clerk.find(clerk);
      return found != status_.by_clerk.end() && found->second > 0;
    };
    return waits("") || waits(office_.actor().clerk);
  }

  void next_commands() {
    std::vector<std::pair<std::string, std::string>> steps;
    if (has_next()) steps.emplace_back("urp next", _("takes the next case: yours first, then the free ones"));
    if (!status_.urgent.empty()) {
      steps.emplace_back(fmt::format("urp show {}", status_.urgent.front().id.value), _("it is urgent"));
    } else if (!status_.overdue.empty()) {
      steps.emplace_back(fmt::format("urp show {}", status_.overdue.front().id.value), _("it is overdue"));
    }
    if (status_.counts.uncertain > 0) steps.emplace_back("urp outbox", _("decide what is uncertain"));
    if (status_.counts.closing > 0) {
      steps.emplace_back("urp inbox --closing", _("windows that close before we open again"));
    }
    if (steps.empty() && status_.counts.office > 0) steps.emplace_back("urp inbox", _("what waits for us"));
    if (steps.empty()) steps.emplace_back("urp inbox --all", _("nothing waits for us; this is everything"));
    const char* label = _("Now:");
    for (const auto& [command, why] : steps) {
      step(label, command, why);
      label = "";
    }
  }

  Printer& out_;
  const TerminalStyle& style_;
  const StatusResult& status_;
  const Office& office_;
};

}  // namespace

void show_status(Printer& out, const StatusResult& status, const Office& office) {
  StatusScreen(out, status, office).print();
}

void list_status_lines(Printer& out, const StatusResult& status, const Zone& zone) {
  const StatusCounts& counts = status.counts;
  const std::pair<std::string_view, std::int64_t> figures[] = {
      {"new", counts.open_new},         {"open", counts.open},
      {"waiting", counts.waiting},      {"routed", counts.routed},
      {"office", counts.office},        {"citizen", counts.citizen},
      {"service", counts.service},      {"urgent", counts.urgent},
      {"overdue", counts.overdue},      {"unread", counts.unread},
      {"closing", counts.closing},      {"outbox", counts.outbox},
      {"parked", counts.parked},        {"failed", counts.failed},
      {"uncertain", counts.uncertain},  {"unhandled", counts.unhandled},
      {"media_lost", counts.media_lost}};
  for (const auto& [name, value] : figures) out.row({name, std::to_string(value)});
  const auto time = [&zone](const std::optional<TimePoint>& at) {
    return at ? iso_time(*at, zone) : std::string();
  };
  out.row({"office_open", status.office_open ? "true" : "false"});
  out.row({"open_until", time(status.open_until)});
  out.row({"next_opening", time(status.next_opening)});
  out.row({"listening", status.listening ? "true" : "false"});
  for (const HealthLine& line : status.health) out.row({"health", line.code, line.message});
}

}  // namespace urp::cli
