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

std::string state_words(const OutboxItem& item, const Telling& telling) {
  const Marks& marks = telling.look.marks();
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
  const Look& look = out.look();
  const TimePoint now = office.now();
  const Telling telling{look, office.zone(), now};
  if (result.stopped_since) {
    out.line(look.red(wrap_lines(
        "!! " + say(_("nothing is sent since {0}: {1}"),
                    spoken_time(*result.stopped_since, now, office.zone()), one_line(result.stopped_reason)),
        look.width, "   ")));
  }
  if (result.items.empty()) return out.line(_("nothing there"));
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
                     bad ? Style([&look](std::string_view words) { return look.red(words); }) : Style()},
                    {item.tries > 0 ? std::to_string(item.tries) : ""},
                    {item.clerk ? one_line(*item.clerk) : "-"},
                    {text}});
  }
  for (const std::string& line : lay_out({{"N."},
                                          {_("since")},
                                          {_("state")},
                                          {_("tries"), Align::right},
                                          {_("by"), Align::left, 10},
                                          {_("contact: text")}},
                                         rows, look.width)) {
    out.line(line);
  }
  if (!unsettled) return;
  out.line(rule(look));
  out.line(_("UNCERTAIN is not sent again by itself: look with urp show, then one of"));
  out.line(fmt::format("urp outbox resend {0}   |   urp outbox give-up {0}", to_string(unsettled->ref)));
}

void list_outbox_lines(Printer& out, const OutboxResult& result, const Zone& zone) {
  for (const OutboxItem& item : result.items) {
    out.row({to_string(item.ref), to_name(item.status), item.contact_name, item.clerk.value_or(""),
             iso_time(item.queued_at, zone), iso_time(item.not_before, zone), std::to_string(item.tries),
             item.error ? std::to_string(item.error->code) : "", item.text});
  }
}

}  // namespace urp::cli
