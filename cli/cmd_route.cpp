// urp route T... SERVICE: hands cases to the competent service.
#include <memory>

#include <urp/desk/route.hpp>
#include <urp/render.hpp>
#include <urp/text.hpp>

#include "arguments.hpp"
#include "bulk.hpp"
#include "clerk_text.hpp"
#include "commands.hpp"
#include "layout.hpp"
#include "message_list.hpp"
#include "options.hpp"
#include "reply_flow.hpp"
#include "say.hpp"
#include "send.hpp"
#include "words.hpp"

namespace urp::cli {
namespace {

struct RouteOptions {
  BulkOptions bulk;
  std::vector<std::string> copies;
  std::optional<std::string> note;
  std::optional<std::int64_t> revision;
  bool no_mail = false, tell = false, suggest = false, recall = false;
};

/// `415/3-6 ambiente`: only those messages of one ticket.
bool names_messages(const std::vector<std::string>& words) {
  return !words.empty() && words.front().find('/') != std::string::npos;
}

RouteRequest make_request(Invocation& call, const RouteOptions& options) {
  RouteRequest request;
  const auto& words = options.bulk.words;
  std::vector<std::string> rest;
  if (names_messages(words)) {
    const MessageRange range = parse_message_range(words.front(), session_sources());
    request.tickets = {range.ticket};
    request.first = range.first;
    request.last = range.last;
    rest.assign(words.begin() + 1, words.end());
    if (rest.empty()) throw Error(Fault::usage, say(_("{0} is missing after the tickets"), _("SERVICE")));
  } else {
    auto named = parse_named(words, _("SERVICE"));
    request.tickets = std::move(named.tickets);
    rest = std::move(named.rest);
  }
  if (rest.size() > 1) {
    throw Error(Fault::usage, say(_("\"{0}\" is one word too many"), rest[1]),
                _("further services: --copy SERVICE"));
  }
  request.service = rest.front();
  request.copies = options.copies;
  if (options.note) request.note = argument_text(*options.note, "--note");
  request.mail = !options.no_mail;
  request.tell = options.tell;
  if (call.style().live && !options.bulk.dry_run) {
    request.hold = resting_time(call, call.office().settings().reply.hold);
  }
  request.if_revision = options.revision;
  request.dry_run = options.bulk.dry_run;
  return request;
}

void suggest(Invocation& call, const BulkOptions& options) {
  Office& office = call.office();
  const auto tickets = parse_all(options.words);
  if (call.common.json && tickets.size() != 1) {
    throw Error(Fault::usage, say(_("--json shows one ticket, and {0} were named"), tickets.size()));
  }
  for (const TicketId ticket : tickets) {
    const auto suggestion = suggest_service(office, ticket);
    if (call.common.json) return call.out().line(to_json(ticket, suggestion));
    const std::string number = std::to_string(ticket.value);
    if (!call.style().screen) {
      call.out().row({number, suggestion ? suggestion->service : "",
                      suggestion ? std::to_string(suggestion->rule) : "",
                      suggestion ? suggestion->word : ""});
    } else if (!suggestion) {
      call.out().sentence(say(_("{0}: no rule says anything"), to_string(ticket)));
    } else {
      call.out().sentence(say(_("{0}: {1}, by rule {2}, word {3}"), to_string(ticket),
                              service_word(office, suggestion->service), suggestion->rule,
                              quoted(call.style(), one_line(suggestion->word))));
    }
  }
}

void recall(Invocation& call, const BulkOptions& options) {
  const auto tickets = parse_all(options.words);
  confirm_many(tickets.size(), options, _("Recall {0} tickets?"),
               _("{0} tickets would be recalled; nothing was changed"));
  const BulkResult result = recall_tickets(call.office(), tickets, options.dry_run);
  if (!result.done.empty() && !options.dry_run && !call.office().settings().mail.url.empty()) send_now(call);
  print_bulk(call, result, options, [](const Ticket&) { return _("recalled, our turn"); });
}

/// What citizens are told rests as an answer does; the cases are routed whatever becomes of it.
void let_told_rest(Invocation& call, const RouteRequest& request, const RouteResult& result,
                   HeldInterrupt& interrupt) {
  std::vector<Leaving> people;
  std::vector<MessageRef> messages;
  for (const Told& told : result.told) {
    if (told.parked) continue;
    people.push_back({{told.message}, told.to, told.text, {}});
    messages.push_back(told.message);
  }
  if (people.empty() || request.hold == Seconds(0) || request.dry_run || call.common.json) return;
  switch (let_rest(call, people, request.hold, interrupt)) {
    case Rested::left_to_service:
      return;
    case Rested::over:
      return send_now(call);
    case Rested::taken_back:
      print_taken_back(call, take_back(call.office(), messages));
  }
}

void route(Invocation& call, const RouteOptions& options) {
  Office& office = call.office();
  const RouteRequest request = make_request(call, options);
  confirm_many(request.tickets.size(), options.bulk, _("Route {0} tickets?"),
               _("{0} tickets would be routed; nothing was changed"));
  HeldInterrupt interrupt;
  const RouteResult result = route_tickets(office, request);
  if (request.mail && !result.tickets.done.empty()) {
    for (const std::string& slug : result.by_hand) {
      put_error(say(_("urp: {0} gets no mail, hand the case over by other means; mail needs [mail] url and "
                      "the mail of the service"),
                    slug) +
                "\n");
    }
  }
  let_told_rest(call, request, result, interrupt);
  if (result.mailed && !request.dry_run) send_now(call);
  const bool one = request.tickets.size() == 1 && !result.tickets.done.empty();
  if (one && call.common.json && !request.dry_run) {
    call.out().best_effort();
    const Ticket ticket = find_ticket(office, request.tickets.front());
    return call.out().line(to_json(ticket, ticket.dispatches, office.zone()));
  }
  print_bulk(call, result.tickets, options.bulk, [&](const Ticket& ticket) {
    return say(_("with {0}"), service_word(office, ticket.service.value_or("-")));
  });
}

void run(Invocation& call, const RouteOptions& options) {
  if (options.suggest && options.recall) {
    throw Error(Fault::usage, _("--suggest and --recall do not go together"), _("say one of them"));
  }
  if (options.suggest) return suggest(call, options.bulk);
  if (options.recall) return recall(call, options.bulk);
  route(call, options);
}

}  // namespace

void add_route(Arguments& command, Invocation& invocation) {
  auto o = std::make_shared<RouteOptions>();
  add_bulk_options(command, o->bulk, _("T... SERVICE"),
                   _("tickets, or the messages 415/3-6 of one, and the service's short name"));
  command.add_option("--copy", o->copies, _("a further service; the first one leads"))
      ->type_name("S")
      ->comma_separated();
  command.add_option("--note", o->note, _("what the service should know"))->type_name(_("TEXT"));
  command.add_flag("--no-mail", o->no_mail, _("no mail: it is handed over by other means"));
  command.add_flag("--tell", o->tell, _("inform the citizen, now or when they write again"));
  command.add_flag("--suggest", o->suggest, _("what the rules say and why; changes nothing"));
  command.add_flag("--recall", o->recall, _("back from the service: our turn again"));
  add_revision(command, o->revision);
  command.footer("urp route 415 lavori-pubblici --tell");
  invocation.action = [o](Invocation& call) { run(call, *o); };
}

}  // namespace urp::cli
