#include "thread_view.hpp"

#include <algorithm>
#include <iterator>

#include <urp/text.hpp>

#include "event_words.hpp"
#include "layout.hpp"
#include "message_words.hpp"
#include "say.hpp"
#include "thread_blocks.hpp"
#include "ticket_head.hpp"
#include "times.hpp"

namespace urp::cli {
namespace {

class ThreadScreen {
 public:
  ThreadScreen(Printer& out, const ShowResult& shown, const Office& office, const std::string& similar)
      : similar_(similar),
        out_(out),
        style_(out.style()),
        shown_(shown),
        ticket_(shown.ticket),
        office_(office),
        now_(office.now()) {}

  void print() {
    show_ticket_head(out_, shown_, office_);
    thread();
    if (shown_.draft) draft(*shown_.draft);
    out_.line(rule(style_));
    if (!similar_.empty()) out_.sentence(say(_("Similar: {0}"), similar_));
    const std::string read_now = readers();
    const bool one_line_is_enough = display_width(read_now + next_commands()) <= style_.width;
    if (one_line_is_enough) {
      out_.line(read_now + next_commands());
    } else {
      if (!read_now.empty()) out_.line(wrap_lines(read_now, style_.width, ""));
      out_.line(wrap_lines(next_commands(), style_.width, ""));
    }
  }

 private:
  void thread() {
    if (shown_.earlier > 0) {
      out_.line(
          style_.dim(say(plural("{0} earlier message: --all", "{0} earlier messages: --all", shown_.earlier),
                         shown_.earlier)));
    }
    for (const MovedMessages& moved : shown_.moved) {
      out_.line(style_.dim(say(_("{0}/{1}-{2} stand in {3} now"), ticket_.id.value, moved.first, moved.last,
                               to_string(moved.to))));
    }
    std::vector<Event> events;
    std::copy_if(shown_.events.begin(), shown_.events.end(), std::back_inserter(events),
                 [](const Event& event) { return !is_told(event); });
    const auto items = thread_items(shown_.messages, events);
    number_columns_ = 3;
    for (const ThreadItem& item : items) {
      if (const auto* block = std::get_if<MessageBlock>(&item)) {
        number_columns_ = std::max(number_columns_, display_width(numbers(*block)));
      }
    }
    std::optional<std::chrono::year_month_day> day;
    for (const ThreadItem& item : items) {
      const auto date = office_.zone().local(item_time(item)).date;
      if (day != date) out_.line(rule(style_, long_day(date)));
      day = date;
      if (const auto* block = std::get_if<MessageBlock>(&item)) {
        message(*block);
      } else {
        event(*std::get<const Event*>(item));
      }
    }
  }

  /// `7`, `2-4`; of another ticket since a split or merge `415/7`.
  std::string numbers(const MessageBlock& block) const {
    const Message& first = block.first();
    std::string text = std::to_string(first.number);
    if (first.ticket && *first.ticket != ticket_.id)
      text = to_string(MessageRef{*first.ticket, first.number});
    return block.messages.size() == 1 ? text : text + "-" + std::to_string(block.last().number);
  }

  std::string head(const std::string& number, TimePoint at, std::string_view mark) const {
    return fmt::format("{} {} {}  ", pad_left(number, number_columns_), clock_time(at, office_.zone()), mark);
  }

  void message(const MessageBlock& block) {
    const Telling telling{style_, office_.zone(), now_};
    const Message& first = block.first();
    const std::string start = head(numbers(block), first.at, direction_mark(style_, first.direction));
    const std::string indent(static_cast<std::size_t>(display_width(start)), ' ');
    std::vector<std::string> lines = block_lines(block, telling);
    std::string text;
    const auto add = [&](const std::string& line) {
      text += (text.empty() ? start : "\n" + indent) +
              wrap_lines(line, style_.width - display_width(start), indent);
    };
    for (const std::string& line : lines) add(line);
    const std::string outcome = delivery_words(block.last(), telling);
    add_at_edge(text, outcome.empty() ? media_command(block) : outcome, indent);
    for (const std::string& line : delivery_remedy(first)) add(line);
    if (first.media && block.messages.size() == 1) add_link(text, media_label(block), *first.media);
    const bool alarming =
        block.last().status == Delivery::failed || block.last().status == Delivery::uncertain;
    out_.line(alarming           ? style_.red(text)
              : is_struck(first) ? style_.struck(text)
              : first.automatic  ? style_.dim(text)
                                 : text);
  }

  /// `urp media 415/2-4 --open` where there is something to open.
  std::string media_command(const MessageBlock& block) const {
    if (!block.first().media) return "";
    const bool stored = std::any_of(block.messages.begin(), block.messages.end(), [](const Message* message) {
      return message->media && message->media->state == MediaState::stored;
    });
    if (!stored) return "";
    const std::string of_this = std::to_string(ticket_.id.value) + "/";
    const std::string named = numbers(block);
    return fmt::format("urp media {} --open", named.find('/') == named.npos ? of_this + named : named);
  }

  /// After wrapping: a link has no width. A label that was broken over two lines stays without.
  void add_link(std::string& text, const std::string& label, const Media& media) const {
    const std::size_t at = text.find(label);
    if (at != std::string::npos) text.replace(at, label.size(), style_.link(label, media_target(media)));
  }

  void draft(const std::string& words) {
    out_.line(rule(style_));
    out_.line(style_.bold(_("draft:")) + " " + cut_to_width(one_line(words), style_.width - 30) + "   " +
              style_.dim(fmt::format("urp reply {}", ticket_.id.value)));
  }

  /// On the last line of the message when there is room, else on a line of its own.
  void add_at_edge(std::string& text, const std::string& status, const std::string& indent) const {
    if (status.empty()) return;
    const std::size_t last = text.rfind('\n') + 1;  // npos + 1 is 0
    const std::string line = text.substr(last);
    if (display_width(line) + display_width(status) + 3 <= style_.width) {
      text.replace(last, std::string::npos, both_edges(line, status, style_.width));
    } else {
      text += "\n" + (display_width(status) + display_width(indent) <= style_.width
                          ? pad_left(status, style_.width)
                          : indent + wrap_lines(status, style_.width - display_width(indent), indent));
    }
  }

  void event(const Event& event) {
    const std::string start = head("", event.at, style_.marks().event);
    const std::string indent(static_cast<std::size_t>(display_width(start)), ' ');
    out_.line(style_.dim(start + wrap_lines(event_words(event, {style_, office_.zone(), now_}),
                                            style_.width - display_width(start), indent)));
  }

  /// `gianni la sta leggendo (1m)`
  std::string readers() const {
    std::string text;
    const TimePoint real_now = std::chrono::floor<Seconds>(std::chrono::system_clock::now());
    for (const TicketReader& reader : shown_.readers) {
      const char* words = reader.editing ? _("{0} is writing an answer ({1})") : _("{0} is reading it ({1})");
      text += say(words, one_line(reader.clerk), short_duration(real_now - reader.at)) + "   ";
    }
    return text;
  }

  std::string next_commands() const {
    std::string text = "urp inbox";
    if (ticket_.state != TicketState::closed)
      text = fmt::format("urp reply {}", ticket_.id.value) + " | " + text;
    if (!similar_.empty()) text = fmt::format("urp similar {}", ticket_.id.value) + " | " + text;
    if (shown_.earlier > 0) text = fmt::format("urp show {} --all", ticket_.id.value) + " | " + text;
    if (!shown_.others.empty()) text += fmt::format(" | urp show {}", shown_.others.front().id.value);
    return text;
  }

  const std::string& similar_;
  Printer& out_;
  const TerminalStyle& style_;
  const ShowResult& shown_;
  const Ticket& ticket_;
  const Office& office_;
  TimePoint now_;
  int number_columns_ = 3;
};

}  // namespace

void show_thread(Printer& out, const ShowResult& shown, const Office& office, const std::string& similar) {
  ThreadScreen(out, shown, office, similar).print();
}

void list_thread_lines(Printer& out, const ShowResult& shown, const Zone& zone) {
  for (const Message& message : shown.messages) {
    const std::string path = message.media && message.media->path ? *message.media->path : "";
    out.row({to_string(MessageRef{*message.ticket, message.number}), iso_time(message.at, zone),
             to_name(message.direction), message.type, message.status ? to_name(*message.status) : "",
             message.clerk.value_or(""), message.hidden ? "true" : "false", message.text.value_or(""), path});
  }
}

}  // namespace urp::cli
