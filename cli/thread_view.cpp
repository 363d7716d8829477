#include "thread_view.hpp"

#include <algorithm>

#include <urp/text.hpp>

#include "layout.hpp"
#include "message_words.hpp"
#include "say.hpp"
#include "thread_blocks.hpp"
#include "times.hpp"
#include "words.hpp"

namespace urp::cli {
namespace {

std::string capitals(const std::string& word) {
  std::string upper = word;  // states are plain ASCII in both languages
  for (char& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return upper;
}

class ThreadScreen {
 public:
  ThreadScreen(Printer& out, const ShowResult& shown, const Office& office)
      : out_(out),
        look_(out.look()),
        shown_(shown),
        ticket_(shown.ticket),
        office_(office),
        now_(office.now()) {}

  void print() {
    out_.line(look_.bold(both_edges(title(), turn(), look_.width)));
    out_.line(both_edges(person(), others(), look_.width));
    out_.line(rule(look_));
    terms();
    thread();
    out_.line(rule(look_));
    out_.line(next_commands());
  }

 private:
  std::string time(TimePoint at) const { return spoken_time(at, now_, office_.zone()); }
  void term(const char* label, const std::string& what, const std::string& why = {}, bool past = false) {
    const int label_columns = 13, what_columns = 18;
    std::string line = pad_right(label, label_columns) + what;
    if (!why.empty()) line = pad_right(line, label_columns + what_columns) + "  " + why;
    out_.line(past ? look_.red(line + " !") : line);
  }

  std::string title() const {
    std::string text = fmt::format("{}  {}  {}", to_string(ticket_.id), kind_word(ticket_.kind),
                                   capitals(state_word(ticket_.state)));
    if (ticket_.urgent) text += "  ! " + std::string(_("URGENT"));
    if (ticket_.clerk) {
      text += ", " + one_line(*ticket_.clerk);
      if (shown_.clerk_since) text += " " + say(_("for {0}"), short_duration(now_ - *shown_.clerk_since));
    }
    if (ticket_.outcome) text += ", " + outcome_word(*ticket_.outcome);
    return text;
  }

  std::string turn() const {
    const auto turn = turn_of(ticket_.state);
    if (!turn) return ticket_.closed_at ? say(_("closed {0}"), time(*ticket_.closed_at)) : "";
    if (*turn == Turn::citizen) return _("the citizen's turn");
    if (*turn == Turn::service) return _("the service's turn");
    if (!ticket_.waiting_since) return _("our turn");
    return say(_("our turn for {0}"), short_duration(now_ - *ticket_.waiting_since));
  }

  std::string person() const {
    const ContactSummary& contact = ticket_.contact;
    std::string text = contact_label(contact, 30);
    if (contact.phone) text += "   " + phone_words(*contact.phone);
    if (contact.username && contact.name) text += "   @" + one_line(*contact.username);
    text += "   " + to_string(contact.id) + "   " + identified_word(ticket_.identified);
    if (contact.blocked) text += "   " + std::string(_("BLOCKED"));
    return text;
  }

  std::string others() const {
    std::string text;
    for (const OtherTicket& other : shown_.others) {
      text += (text.empty() ? "" : ", ") + std::to_string(other.id.value);
      if (other.state == TicketState::closed) text += " " + state_word(other.state);
    }
    return text.empty() ? "" : say(_("others: {0}"), text);
  }

  void terms() {
    if (ticket_.subject) term(_("Subject"), one_line(*ticket_.subject));
    window();
    first_answer();
    legal_term();
    if (ticket_.service) term(_("Service"), escape_controls(*ticket_.service));
    place();
    if (ticket_.postponed_until) term(_("Put off"), say(_("until {0}"), time(*ticket_.postponed_until)));
    if (ticket_.linked_to) term(_("Follows"), to_string(*ticket_.linked_to));
    if (!ticket_.tags.empty()) term(_("Tags"), tags());
  }

  std::string tags() const {
    std::string text;
    for (const std::string& tag : ticket_.tags) text += (text.empty() ? "" : ", ") + one_line(tag);
    return text;
  }

  void window() {
    if (!ticket_.window_closes_at) return term(_("Window"), _("CLOSED: the citizen has not written yet"));
    const TimePoint closes = *ticket_.window_closes_at;
    if (closes > now_) {
      term(_("Window"),
           say(_("open {0} ({1})"), until_time(closes, now_, office_.zone()), short_duration(closes - now_)));
    } else {
      term(_("Window"), say(_("CLOSED since {0}"), time(closes)), _("free text only after the next message"));
    }
  }

  void first_answer() {
    if (ticket_.first_answered_at) {
      const bool late =
          ticket_.first_answer_due_at && *ticket_.first_answered_at > *ticket_.first_answer_due_at;
      term(_("1st answer"), say(_("given {0}"), time(*ticket_.first_answered_at)), late ? _("late") : "");
    } else if (ticket_.first_answer_due_at && ticket_.state != TicketState::closed) {
      const auto length = exact_duration(office_.settings().terms.first_answer);
      term(_("1st answer"), say(_("by {0}"), time(*ticket_.first_answer_due_at)),
           say(_("{0} of office time; written {1}"), length, time(ticket_.presented_at)),
           *ticket_.first_answer_due_at < now_);
    }
  }

  void legal_term() {
    if (!ticket_.term_due_at || ticket_.state == TicketState::closed) return;
    const auto& by_kind = office_.settings().terms.by_kind;
    const auto set = by_kind.find(ticket_.kind);
    const auto days = set == by_kind.end() ? 30 : static_cast<int>(set->second.count());
    std::string why =
        say(_("{0} calendar days from {1}"), days, spoken_date(ticket_.presented_at, now_, office_.zone()));
    if (set == by_kind.end()) why += std::string(" ") + _("(L. 241/1990)");
    term(_("Term"), say(_("by {0}"), day(*ticket_.term_due_at)), why, *ticket_.term_due_at < now_);
  }

  /// A term ends with its day: the hour 23:59 would only puzzle.
  std::string day(TimePoint at) const {
    const auto last_day = office_.zone().local(at);
    if (last_day.date == office_.zone().local(now_).date) return _("today");
    return spoken_date(at, now_, office_.zone());
  }

  void place() {
    for (auto message = shown_.messages.rbegin(); message != shown_.messages.rend(); ++message) {
      if (!message->location || message->direction != Direction::in) continue;
      const Location& place = *message->location;
      const std::string from = say(_("(from {0})"), to_string(MessageRef{ticket_.id, message->number}));
      const std::string words = place_words(place);
      return term(_("Place"), fmt::format("{:.5f}, {:.5f}", place.latitude, place.longitude),
                  words.empty() ? from : words + "  " + from);
    }
  }

  void thread() {
    if (shown_.earlier > 0) {
      out_.line(
          look_.dim(say(plural("{0} earlier message: --all", "{0} earlier messages: --all", shown_.earlier),
                        shown_.earlier)));
    }
    const auto items = thread_items(shown_.messages, shown_.events);
    number_columns_ = 3;
    for (const ThreadItem& item : items) {
      if (const auto* block = std::get_if<MessageBlock>(&item)) {
        number_columns_ = std::max(number_columns_, display_width(numbers(*block)));
      }
    }
    std::optional<std::chrono::year_month_day> day;
    for (const ThreadItem& item : items) {
      const auto date = office_.zone().local(item_time(item)).date;
      if (day != date) out_.line(rule(look_, long_day(date)));
      day = date;
      if (const auto* block = std::get_if<MessageBlock>(&item)) {
        message(*block);
      } else {
        event(*std::get<const Event*>(item));
      }
    }
  }

  static std::string numbers(const MessageBlock& block) {
    if (block.messages.size() == 1) return std::to_string(block.first().number);
    return fmt::format("{}-{}", block.first().number, block.last().number);
  }

  std::string head(const std::string& number, TimePoint at, std::string_view mark) const {
    return fmt::format("{} {} {}  ", pad_left(number, number_columns_), clock_time(at, office_.zone()), mark);
  }

  void message(const MessageBlock& block) {
    const Telling telling{look_, office_.zone(), now_};
    const Message& first = block.first();
    const std::string start = head(numbers(block), first.at, direction_mark(look_, first.direction));
    const std::string indent(static_cast<std::size_t>(display_width(start)), ' ');
    std::vector<std::string> lines = block_lines(block, telling);
    if (const std::string remedy = delivery_remedy(first); !remedy.empty()) lines.push_back(remedy);
    std::string text;
    for (const std::string& line : lines) {
      text += (text.empty() ? start : "\n" + indent) +
              wrap_lines(line, look_.width - display_width(start), indent);
    }
    const std::string status = delivery_words(block.last(), look_);
    add_at_edge(text, status, indent);
    const bool alarming =
        block.last().status == Delivery::failed || block.last().status == Delivery::uncertain;
    out_.line(alarming ? look_.red(text) : first.automatic ? look_.dim(text) : text);
  }

  /// On the last line of the message when there is room, else on a line of its own.
  void add_at_edge(std::string& text, const std::string& status, const std::string& indent) const {
    if (status.empty()) return;
    const std::size_t last = text.rfind('\n') + 1;  // npos + 1 is 0
    const std::string line = text.substr(last);
    if (display_width(line) + display_width(status) + 3 <= look_.width) {
      text.replace(last, std::string::npos, both_edges(line, status, look_.width));
    } else {
      text += "\n" + (display_width(status) + display_width(indent) <= look_.width
                          ? pad_left(status, look_.width)
                          : indent + wrap_lines(status, look_.width - display_width(indent), indent));
    }
  }

  void event(const Event& event) {
    const std::string start = head("", event.at, look_.marks().event);
    const std::string indent(static_cast<std::size_t>(display_width(start)), ' ');
    out_.line(look_.dim(start + wrap_lines(event_words(event), look_.width - display_width(start), indent)));
  }

  std::string next_commands() const {
    std::string text = "urp inbox";
    if (shown_.earlier > 0) text = fmt::format("urp show {} --all", ticket_.id.value) + " | " + text;
    if (!shown_.others.empty()) text += fmt::format(" | urp show {}", shown_.others.front().id.value);
    return text;
  }

  Printer& out_;
  const Look& look_;
  const ShowResult& shown_;
  const Ticket& ticket_;
  const Office& office_;
  TimePoint now_;
  int number_columns_ = 3;
};

}  // namespace

void show_thread(Printer& out, const ShowResult& shown, const Office& office) {
  ThreadScreen(out, shown, office).print();
}

void list_thread_lines(Printer& out, const ShowResult& shown, const Zone& zone) {
  for (const Message& message : shown.messages) {
    const std::string path = message.media && message.media->path ? *message.media->path : "";
    out.row({to_string(MessageRef{shown.ticket.id, message.number}), iso_time(message.at, zone),
             to_name(message.direction), message.type, message.status ? to_name(*message.status) : "",
             message.clerk.value_or(""), message.hidden ? "true" : "false", message.text.value_or(""), path});
  }
}

}  // namespace urp::cli
