#include "send.hpp"

#include <algorithm>

#include <urp/desk/inbox.hpp>
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

constexpr int usual_depth = 20;  // messages of the thread among which the wanted one mostly is

/// In the thread of this ticket, or in the one that shows it since a split.
std::optional<OutgoingView> look_for(Office& office, MessageRef ref, TicketId thread, int depth,
                                     bool only_ours) {
  ShowRequest request;
  request.ticket = thread;
  request.limit = depth;
  ShowResult shown = show_ticket(office, request);
  const auto found = std::find_if(shown.messages.begin(), shown.messages.end(), [&](const Message& message) {
    return message.ticket == ref.ticket && message.number == ref.number &&
           (message.direction == Direction::out || !only_ours);
  });
  if (found != shown.messages.end()) return OutgoingView{std::move(*found), std::move(shown.ticket)};
  for (const MovedMessages& moved : shown.moved) {
    const bool is_there = thread == ref.ticket && moved.first <= ref.number && ref.number <= moved.last;
    if (is_there) return look_for(office, ref, moved.to, depth, only_ours);
  }
  return std::nullopt;
}

/// Why it has not left yet.
std::string queue_words(Office& office) {
  const StatusResult status = office_status(office);
  if (status.stopped_since) {
    return "!! " + say(_("nothing is sent since {0}: {1}"),
                       spoken_time(*status.stopped_since, office.now(), office.zone()),
                       stop_words(status.stopped_reason, status.stopped_code, status.stopped_subcode));
  }
  return _("it leaves by itself, as soon as the service can; see: urp outbox");
}

}  // namespace

void send_now(Invocation& call) {
  if (!call.may_read_token()) return;
  try {
    Worker(call.office()).pass(true);
  } catch (const Error& error) {
    complain(say(_("urp: the message is in the outbox, but could not be sent from here: {0}"),
                 escape_controls(error.what())) +
             "\n");
  }
}

OutgoingView find_outgoing(Office& office, MessageRef ref) {
  for (const int depth : {usual_depth, 0}) {
    if (auto found = look_for(office, ref, ref.ticket, depth, true)) return std::move(*found);
  }
  throw Error(Fault::not_found, say(_("{0}: there is no such outgoing message"), to_string(ref)),
              say(_("see: urp show {0} --all"), ref.ticket.value));
}

OutgoingView find_message(Office& office, MessageRef ref) {
  for (const int depth : {usual_depth, 0}) {
    if (auto found = look_for(office, ref, ref.ticket, depth, false)) return std::move(*found);
  }
  throw Error(Fault::not_found, say(_("{0}: there is no such message"), to_string(ref)),
              say(_("see the numbers with: urp show {0} --all"), ref.ticket.value));
}

void print_outgoing(Invocation& call, const OutgoingView& view) {
  Office& office = call.office();
  Printer& out = call.out();
  const Look& look = out.look();
  const Message& message = view.message;
  const std::string ref = to_string(MessageRef{message.ticket.value_or(view.ticket.id), message.number});
  if (call.common.json) return out.line(to_json(message, view.ticket, office.zone()));
  if (!look.screen) {
    return out.row({ref, message.status ? to_name(*message.status) : "", to_string(message.contact),
                    message.error ? std::to_string(message.error->code) : ""});
  }
  const Telling telling{look, office.zone(), office.now()};
  const std::string line = say(_("{0} to {1}: {2}"), ref, contact_label(view.ticket.contact, 40),
                               delivery_words(message, telling));
  const bool bad = message.status == Delivery::failed || message.status == Delivery::uncertain;
  out.line(bad ? look.red(line) : line);
  for (const std::string& remedy : delivery_remedy(message)) out.line(remedy);
  if (message.status == Delivery::queued) out.line(queue_words(office));
}

void print_entered(Invocation& call, MessageRef ref, const std::string& words) {
  Office& office = call.office();
  const OutgoingView view = find_message(office, ref);
  if (call.common.json) return call.out().line(to_json(view.message, view.ticket, office.zone()));
  if (!call.look().screen) {
    return call.out().row({to_string(ref), to_name(view.message.direction), to_string(view.message.contact)});
  }
  call.out().line(fmt::format("{}  {}: {}", to_string(ref), contact_label(view.ticket.contact, 40), words));
}

}  // namespace urp::cli
