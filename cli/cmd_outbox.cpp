// urp outbox: what has not left; resend and give-up settle what nobody knows.
#include <memory>

#include <urp/desk/look.hpp>
#include <urp/desk/reply.hpp>
#include <urp/error.hpp>
#include <urp/render.hpp>
#include <urp/text.hpp>

#include "arguments.hpp"
#include "ask.hpp"
#include "commands.hpp"
#include "invocation.hpp"
#include "message_list.hpp"
#include "options.hpp"
#include "outbox_view.hpp"
#include "say.hpp"
#include "send.hpp"
#include "ticket_list.hpp"
#include "words.hpp"

namespace urp::cli {
namespace {

struct OutboxOptions {
  bool parked = false, failed = false, uncertain = false, yes = false;
  int limit = 100;
  std::string message;
};

void run_list(Invocation& call, const OutboxOptions& options) {
  OutboxRequest request;
  if (options.parked) request.states.push_back(Delivery::parked);
  if (options.failed) request.states.push_back(Delivery::failed);
  if (options.uncertain) request.states.push_back(Delivery::uncertain);
  request.limit = options.limit == 0 ? -1 : options.limit;
  Office& office = call.office();
  const OutboxResult result = list_outbox(office, request);
  if (call.common.json) {
    call.out().line(to_json(result, office.zone()));
  } else if (call.style().screen) {
    show_outbox(call.out(), result, office);
  } else {
    list_outbox_lines(call.out(), result, office.zone());
  }
}

/// `415/ambiente`: a letter to a service. Nothing when it names a message.
struct LetterName {
  TicketId ticket;
  std::string service;
};
std::optional<LetterName> parse_letter(const std::string& word) {
  const auto slash = word.find('/');
  if (slash == word.npos || slash + 1 >= word.size()) return std::nullopt;
  const std::string service = word.substr(slash + 1);
  if (service.find_first_not_of("0123456789") == service.npos) return std::nullopt;
  return LetterName{parse_one_ticket(word.substr(0, slash), session_sources()), service};
}

void print_letter(Invocation& call, const LetterName& letter) {
  const Ticket ticket = find_ticket(call.office(), letter.ticket);
  if (call.common.json) return call.out().line(to_json(ticket, ticket.dispatches, call.office().zone()));
  for (const Dispatch& dispatch : ticket.dispatches) {
    if (dispatch.service != letter.service) continue;
    if (!call.style().screen) {
      call.out().row({fmt::format("{}/{}", letter.ticket.value, letter.service), dispatch.state});
    } else {
      call.out().line(say(_("{0} to {1}: {2}"), to_string(letter.ticket),
                          service_word(call.office(), letter.service), dispatch_words(dispatch.state)));
    }
  }
}

void resend(Invocation& call, const LetterName& letter, bool yes) {
  if (!yes) {
    if (!can_ask()) {
      throw Error(Fault::usage,
                  say(_("{0}: sending it again needs a confirmation"), to_string(letter.ticket)),
                  _("the service may get it twice; confirm with --yes"));
    }
    if (!ask_yes(_("The service may get it twice. Send it again?")))
      throw Error(Fault::usage, say(_("{0}: nothing was changed"), to_string(letter.ticket)));
  }
  resend_letter(call.office(), letter.ticket, letter.service);
  call.out().best_effort();
  send_now(call);
  print_letter(call, letter);
}

void run_resend(Invocation& call, const OutboxOptions& options) {
  if (const auto letter = parse_letter(options.message)) return resend(call, *letter, options.yes);
  const MessageRef message = parse_message(options.message, session_sources());
  Office& office = call.office();
  const MessageView shown = find_outgoing(office, message);
  if (!options.yes) {
    if (!can_ask()) {
      throw Error(Fault::usage, say(_("{0}: sending it again needs a confirmation"), to_string(message)),
                  _("the citizen may get it twice; confirm with --yes"));
    }
    tell(say(_("{0} to {1}, tried {2} times: {3}"), to_string(message),
             contact_label(shown.ticket.contact, 40), shown.message.attempts.size(),
             escape_controls(shown.message.text.value_or(""), true)));
    if (!ask_yes(_("The citizen may get it twice. Send it again?"))) {
      throw Error(Fault::usage, say(_("{0}: nothing was changed"), to_string(message)));
    }
  }
  resend_message(office, message, shown.message.revision);
  call.out().best_effort();
  send_now(call);
  print_outgoing(call, find_outgoing(office, message));
}

void run_give_up(Invocation& call, const OutboxOptions& options) {
  if (const auto letter = parse_letter(options.message)) {
    give_up_letter(call.office(), letter->ticket, letter->service);
    call.out().best_effort();
    return print_letter(call, *letter);
  }
  const MessageRef message = parse_message(options.message, session_sources());
  give_up_message(call.office(), message);
  call.out().best_effort();
  print_outgoing(call, find_outgoing(call.office(), message));
}

}  // namespace

void add_outbox(Arguments& command, Invocation& invocation) {
  auto o = std::make_shared<OutboxOptions>();
  command.add_flag("--parked", o->parked, _("those that wait for the citizen to write"));
  command.add_flag("--failed", o->failed, _("those that did not arrive"));
  command.add_flag("--uncertain", o->uncertain, _("those that may have gone out or not"));
  add_count(command, "-n,--limit", o->limit, _("at most N of each (0 = all; default 100)"));
  invocation.action = [o](Invocation& call) { run_list(call, *o); };

  Arguments* resend = command.add_subcommand("resend", _("send an uncertain or failed one again"));
  resend->add_option("T/N", o->message, _("the message, as 415/9, or the letter, as 415/SERVICE"))
      ->required();
  resend->add_flag("--yes", o->yes, _("do not ask"));
  resend->callback([&invocation, o] { invocation.action = [o](Invocation& call) { run_resend(call, *o); }; });
  Arguments* give_up =
      command.add_subcommand("give-up", _("settle an uncertain one as not arrived: the office answers anew"));
  give_up->add_option("T/N", o->message, _("the message, as 415/9, or the letter, as 415/SERVICE"))
      ->required();
  give_up->callback(
      [&invocation, o] { invocation.action = [o](Invocation& call) { run_give_up(call, *o); }; });
  command.footer("urp outbox --uncertain");
}

}  // namespace urp::cli
