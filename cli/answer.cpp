#include "answer.hpp"

#include <urp/desk/look.hpp>
#include <urp/error.hpp>
#include <urp/text.hpp>

#include "ask.hpp"
#include "interrupt.hpp"
#include "printer.hpp"
#include "reply_flow.hpp"
#include "say.hpp"
#include "send.hpp"
#include "words.hpp"

namespace urp::cli {
namespace {

void print_rehearsal(Invocation& call, const ReplyRequest& request, const ReplyResult& result) {
  MessageView view;
  view.ticket = find_ticket(call.office(), request.ticket);
  view.message.ticket = request.ticket;
  view.message.number = result.queued.number;
  view.message.contact = view.ticket.contact.id;
  view.message.direction = Direction::out;
  view.message.type = result.type;
  view.message.text = result.text;
  view.message.at = view.message.received_at = call.office().now();
  view.message.status = result.status;
  view.message.clerk = call.office().actor().clerk;
  if (request.quote)
    view.message.quote = MessageRef{request.quote_ticket.value_or(request.ticket), *request.quote};
  if (call.common.json || !call.style().screen) return print_outgoing(call, view);
  call.out().sentence(say(result.status == Delivery::parked
                              ? _("{0} would be parked for {1}: nothing was changed")
                              : _("{0} would go to {1}: nothing was changed"),
                          to_string(result.queued), contact_label(view.ticket.contact, 40)));
}

/// False: the window is closed, and the person can be asked what to do.
bool try_answer(Invocation& call, const ReplyRequest& request, const std::optional<std::string>& wait) {
  HeldInterrupt interrupt;
  ReplyResult result;
  try {
    result = reply(call.office(), request);
  } catch (const Error& error) {
    const bool may_ask = can_ask() && !call.common.json && !request.dry_run;
    if (error.fault() != Fault::window_closed || !may_ask) throw;
    return false;
  }
  if (request.dry_run) {
    print_rehearsal(call, request, result);
    return true;
  }
  follow_written(call, request, result, wait, interrupt);
  return true;
}

}  // namespace

void follow_written(Invocation& call, const ReplyRequest& request, const ReplyResult& result,
                    const std::optional<std::string>& wait, HeldInterrupt& interrupt) {
  try {
    follow(call, request, result, wait, interrupt);
  } catch (const Error& error) {
    if (error.fault() == Fault::interrupted || wait) throw;
    // Anything but 0 would say that no row was written.
    put_error(say(_("urp: {0} is in the outbox, but: {1}"), to_string(result.queued),
                  escape_controls(error.what())) +
              "\n");
  }
}

void answer_one(Invocation& call, ReplyRequest request, const std::optional<std::string>& wait) {
  if (try_answer(call, request, wait)) return;
  const bool can_knock = !call.office().settings().reply.knock.empty();
  switch (ask_when_closed(request.ticket, can_knock)) {
    case WhenClosed::knock:
      request.knock = true;
      break;
    case WhenClosed::park:
      request.park = true;
      break;
    case WhenClosed::draft:
      throw Error(Fault::window_closed,
                  say(_("{0}: nothing was sent, the text is a draft"), to_string(request.ticket)),
                  say(_("open it again: urp reply {0}"), request.ticket.value));
  }
  try_answer(call, request, wait);
}

}  // namespace urp::cli
