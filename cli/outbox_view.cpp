#include "outbox_view.hpp"

#include <urp/text.hpp>

#include "layout.hpp"
#include "message_words.hpp"
#include "provider_words.hpp"
#include "say.hpp"
#include "times.hpp"
#include "words.hpp"

namespace urp::cli {
namespace {

/// `415/ambiente`, as resend and give-up take it.
std::string letter_reference(const LetterItem& letter) {
  return fmt::format("{}/{}", letter.ticket.value, letter.service);
}

std::string state_words(const OutboxItem& item, const Telling& telling) {
  const Marks& marks = telling.style.marks();
  switch (item.status) {
    case Delivery::parked:
      return fmt::format("{} {}", marks.parked, _("parked"));
    case Delivery::uncertain:
      return fmt::format("{} {}", marks.unsure, _("UNCERTAIN"));
    case Delivery::failed:
      return fmt::format("{} {}", marks.failed, _("FAILED"));
    default:
      break;
  }
  Message message;
  message.status = item.status;
  return delivery_words(message, telling);
}

}  // namespace

void show_outbox(Printer& out, const OutboxResult& result, const Office& office) {
  const TerminalStyle& style = out.style();
  const TimePoint now = office.now();
  const Telling telling{style, office.zone(), now};
  if (result.stopped_since) {
    out.line(style.red(wrap_lines(
        "!! " + say(_("nothing is sent since {0}: {1}"),
                    spoken_time(*result.stopped_since, now, office.zone()), one_line(result.stopped_reason)),
        style.width - 3, "   ")));
  }
  if (result.items.empty() && result.letters.empty()) return out.sentence(_("nothing there"));
  std::vector<std::vector<Cell>> rows;
  const OutboxItem* unsettled = nullptr;
  for (const OutboxItem& item : result.items) {
    const bool bad = item.status == Delivery::uncertain || item.status == Delivery::failed;
    if (item.status == Delivery::uncertain && !unsettled) unsettled = &item;
    std::string text = cut_to_width(one_line(item.contact_name), 16) + ": " + one_line(item.text);
    if (item.error && item.status == Delivery::failed) text = failure_words(*item.error) + ": " + text;
    rows.push_back({{to_string(item.ref)},
                    {short_time(item.queued_at, now, office.zone())},
                    {state_words(item, telling),
                     bad ? Style([&style](std::string_view words) { return style.red(words); }) : Style()},
                    {item.tries > 0 ? std::to_string(item.tries) : ""},
                    {item.clerk ? one_line(*item.clerk) : "-"},
                    {text}});
  }
  const LetterItem* unsettled_letter = nullptr;
  for (const LetterItem& letter : result.letters) {
    const bool bad = letter.status == Delivery::uncertain || letter.status == Delivery::failed;
    if (letter.status == Delivery::uncertain && !unsettled_letter) unsettled_letter = &letter;
    std::string text = service_word(office, letter.service) + ": " + letter_word(letter.kind);
    if (letter.error && !letter.error->message.empty()) text += ", " + one_line(letter.error->message);
    rows.push_back({{letter_reference(letter)},
                    {short_time(letter.queued_at, now, office.zone())},
                    {dispatch_words(to_name(letter.status)),
                     bad ? Style([&style](std::string_view words) { return style.red(words); }) : Style()},
                    {letter.tries > 0 ? std::to_string(letter.tries) : ""},
                    {one_line(letter.clerk)},
                    {text}});
  }
  for (const std::string& line : lay_out({{"N."},
                                          {_("since")},
                                          {_("state")},
                                          {_("tries"), Align::right},
                                          {_("by"), Align::left, 10},
                                          {_("contact: text")}},
                                         rows, style.width)) {
    out.line(line);
  }
  if (!unsettled && !unsettled_letter) return;
  out.line(rule(style));
  out.sentence(_("UNCERTAIN is not sent again by itself: look with urp show, then one of"));
  out.sentence(fmt::format("urp outbox resend {0}   |   urp outbox give-up {0}",
                           unsettled ? to_string(unsettled->ref) : letter_reference(*unsettled_letter)));
}

void list_outbox_lines(Printer& out, const OutboxResult& result, const Zone& zone) {
  for (const OutboxItem& item : result.items) {
    out.row({to_string(item.ref), to_name(item.status), item.contact_name, item.clerk.value_or(""),
             iso_time(item.queued_at, zone), iso_time(item.not_before, zone), std::to_string(item.tries),
             item.error ? std::to_string(item.error->code) : "", item.text});
  }
  for (const LetterItem& letter : result.letters) {
    out.row({letter_reference(letter), to_name(letter.status), letter.service, letter.clerk,
             iso_time(letter.queued_at, zone), iso_time(letter.not_before, zone),
             std::to_string(letter.tries), letter.error ? std::to_string(letter.error->code) : "",
             letter.kind});
  }
}

}  // namespace urp::cli
