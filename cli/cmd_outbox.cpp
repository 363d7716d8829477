// urp outbox: what has not left; resend and give-up settle what nobody knows.
#include <memory>

#include <urp/desk/look.hpp>
#include <urp/desk/reply.hpp>
#include <urp/error.hpp>
#include <urp/render.hpp>
#include <urp/render_lines.hpp>
#include <urp/render_memory.hpp>
#include <urp/text.hpp>

#include "arguments.hpp"
#include "ask.hpp"
#include "commands.hpp"
#include "invocation.hpp"
#include "json_lines.hpp"
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
  bool parked = false, failed = false, uncertain = false, yes = false, dry_run = false, jsonl = false,
       end = false;
  int limit = -1;
  std::string message;
};

/// Messages and letters have a limit each.
std::string end_of(const OutboxResult& result, int limit) {
  const auto most = static_cast<std::size_t>(limit);
  const bool whole = limit == 0 || (result.items.size() < most && result.letters.size() < most);
  const std::string last = !result.letters.empty() ? fmt::format("{}/{}", result.letters.back().ticket.value,
                                                                 result.letters.back().service)
                           : result.items.empty()  ? std::string()
                                                   : to_string(result.items.back().ref);
  return end_line(static_cast<std::int64_t>(result.items.size() + result.letters.size()), last, whole);
}

void run_list(Invocation& call, const OutboxOptions& options) {
  check_end(options.end, options.jsonl);
  OutboxRequest request;
  if (options.parked) request.states.push_back(Delivery::parked);
  if (options.failed) request.states.push_back(Delivery::failed);
  if (options.uncertain) request.states.push_back(Delivery::uncertain);
  constexpr int for_people = 100;
  const int limit = options.limit >= 0 ? options.limit : options.jsonl ? 0 : for_people;
  request.limit = limit == 0 ? -1 : limit;
  Office& office = call.office();
  const OutboxResult result = list_outbox(office, request);
  if (call.common.json) {
    call.out().line(to_json(result, office.zone()));
  } else if (options.jsonl) {
    call.out().put(to_json_lines(result, office.zone()));
    if (options.end) call.out().put(end_of(result, limit));
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
      call.out().sentence(say(_("{0} to {1}: {2}"), to_string(letter.ticket),
                              service_word(call.office(), letter.service), dispatch_words(dispatch.state)));
    }
  }
}

void resend(Invocation& call, const LetterName& letter, const OutboxOptions& options) {
  if (options.dry_run) {
    resend_letter(call.office(), letter.ticket, letter.service, true);
    tell_rehearsal();
    return print_letter(call, letter);
  }
  if (!options.yes) {
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
  if (const auto letter = parse_letter(options.message)) return resend(call, *letter, options);
  const MessageRef message = parse_message(options.message, session_sources());
  Office& office = call.office();
  const MessageView shown = find_outgoing(office, message);
  if (options.dry_run) {
    resend_message(office, message, shown.message.revision, true);
    tell_rehearsal();
    return print_outgoing(call, shown);
  }
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
    give_up_letter(call.office(), letter->ticket, letter->service, options.dry_run);
    if (options.dry_run)
      tell_rehearsal();
    else
      call.out().best_effort();
    return print_letter(call, *letter);
  }
  const MessageRef message = parse_message(options.message, session_sources());
  give_up_message(call.office(), message, options.dry_run);
  if (options.dry_run)
    tell_rehearsal();
  else
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
  command.add_flag("--jsonl", o->jsonl, _("one JSON object a line"));
  command.add_flag("--end", o->end, _("jsonl: a last line with the number of rows"));
  invocation.action = [o](Invocation& call) { run_list(call, *o); };

  Arguments* resend = command.add_subcommand("resend", _("send an uncertain or failed one again"));
  resend->add_option("T/N", o->message, _("the message, as 415/9, or the letter, as 415/SERVICE"))
      ->required();
  resend->add_flag("--yes", o->yes, _("do not ask"));
  resend->add_flag("--dry-run", o->dry_run, _("say what it would do, and change nothing"));
  resend->callback([&invocation, o] { invocation.action = [o](Invocation& call) { run_resend(call, *o); }; });
  Arguments* give_up =
      command.add_subcommand("give-up", _("settle an uncertain one as not arrived: the office answers anew"));
  give_up->add_option("T/N", o->message, _("the message, as 415/9, or the letter, as 415/SERVICE"))
      ->required();
  give_up->add_flag("--dry-run", o->dry_run, _("say what it would do, and change nothing"));
  give_up->callback(
      [&invocation, o] { invocation.action = [o](Invocation& call) { run_give_up(call, *o); }; });
  command.footer("urp outbox --uncertain");
}

}  // namespace urp::cli
