#include "send.hpp"

#include <urp/error.hpp>
#include <urp/render.hpp>
#include <urp/text.hpp>
#include <urp/work.hpp>

#include "layout.hpp"
#include "message_words.hpp"
#include "provider_words.hpp"
#include "say.hpp"
#include "times.hpp"
#include "words.hpp"

namespace urp::cli {
namespace {

/// Why it has not left yet.
std::string queue_words(Office& office) {
  if (const auto stop = find_channel_stop(office)) {
    return "!! " + say(_("nothing is sent since {0}: {1}"),
                       spoken_time(stop->since, office.now(), office.zone()),
                       stop_words(stop->reason, stop->code, stop->subcode));
  }
  return _("it leaves by itself, as soon as the service can; see: urp outbox");
}

}  // namespace

void send_now(Invocation& call) {
  if (!call.may_read_token()) return;
  try {
    Worker(call.office()).run({WorkOrder::Kind::command});
  } catch (const Error& error) {
    // Perhaps not the message in question: letters leave with it.
    tell(say(_("urp: not all that is in the outbox could be sent from here: {0}"),
             escape_controls(error.what())));
  }
}

void print_outgoing(Invocation& call, const MessageView& view) {
  Office& office = call.office();
  Printer& out = call.out();
  const TerminalStyle& style = out.style();
  const Message& message = view.message;
  const std::string ref = to_string(MessageRef{message.ticket.value_or(view.ticket.id), message.number});
  if (call.common.json) return out.line(to_json(message, view.ticket, office.zone()));
  if (!style.screen) {
    return out.row({ref, message.status ? to_name(*message.status) : "", to_string(message.contact),
                    message.error ? std::to_string(message.error->code) : ""});
  }
  const Telling telling{style, office.zone(), office.now()};
  const std::string line = say(_("{0} to {1}: {2}"), ref, contact_label(view.ticket.contact, 40),
                               delivery_words(message, telling));
  const bool bad = message.status == Delivery::failed || message.status == Delivery::uncertain;
  out.line(bad ? style.red(line) : line);
  for (const std::string& remedy : delivery_remedy(message)) out.line(remedy);
  if (message.status == Delivery::queued) out.line(queue_words(office));
}

void print_entered(Invocation& call, MessageRef ref, const std::string& words) {
  Office& office = call.office();
  const MessageView view = find_message(office, ref);
  if (call.common.json) return call.out().line(to_json(view.message, view.ticket, office.zone()));
  if (!call.style().screen) {
    return call.out().row({to_string(ref), to_name(view.message.direction), to_string(view.message.contact)});
  }
  call.out().sentence(
      fmt::format("{}  {}: {}", to_string(ref), contact_label(view.ticket.contact, 40), words));
}

}  // namespace urp::cli
