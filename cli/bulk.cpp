#include "bulk.hpp"

#include <algorithm>

#include <urp/desk/look.hpp>
#include <urp/render.hpp>
#include <urp/text.hpp>

#include "arguments.hpp"
#include "ask.hpp"
#include "say.hpp"
#include "ticket_list.hpp"
#include "words.hpp"

namespace urp::cli {
namespace {

constexpr std::size_t many = 3, most_reasons = 5;

/// What a person must hear of first, when several things went wrong.
int weight(Fault fault) {
  switch (fault) {
    case Fault::not_found:
      return 4;
    case Fault::refused:
      return 3;
    case Fault::conflict:
      return 2;
    case Fault::window_closed:
      return 1;
    default:
      return 0;
  }
}

void print_line(Invocation& call, const Ticket& ticket, const std::string& words) {
  if (call.style().screen) {
    return call.out().sentence(
        fmt::format("{}  {}: {}", to_string(ticket.id), contact_label(ticket.contact, 30), words));
  }
  const auto turn = turn_of(ticket.state);
  call.out().row({std::to_string(ticket.id.value), to_name(ticket.state), turn ? to_name(*turn) : "",
                  ticket.clerk.value_or("")});
}

}  // namespace

Argument* add_bulk_options(Arguments& command, BulkOptions& options, const char* name,
                           const char* description, bool required) {
  Argument* words = command.add_option(name, options.words, description)->required(required);
  command.add_flag("--yes", options.yes, _("do not ask; three or more need it where nobody can be asked"));
  command.add_flag("--dry-run", options.dry_run, _("say what it would do, and change nothing"));
  return words;
}

NamedTickets parse_named(const std::vector<std::string>& words, const char* value) {
  const auto end = std::find_if_not(words.begin(), words.end(), names_tickets);
  NamedTickets named;
  named.rest.assign(end, words.end());
  if (end == words.begin()) parse_tickets({words.front()}, session_sources());  // says why it is none
  if (named.rest.empty() && value) {
    throw Error(Fault::usage, say(_("{0} is missing after the tickets"), value), _("see the verb's --help"));
  }
  named.tickets = parse_all({words.begin(), end});
  return named;
}

std::vector<TicketId> parse_all(const std::vector<std::string>& words) {
  return parse_tickets(words, session_sources());
}

ChangeRequest change_request(const BulkOptions& options, const std::vector<TicketId>& tickets,
                             std::optional<std::int64_t> if_revision) {
  ChangeRequest request;
  request.tickets = tickets;
  request.if_revision = if_revision;
  request.dry_run = options.dry_run;
  return request;
}

bool is_many(std::size_t count) {
  return count >= many;
}

void confirm_many(std::size_t count, const BulkOptions& options, const char* question, const char* refusal) {
  if (options.yes || options.dry_run || !is_many(count)) return;
  if (can_ask() && ask_yes(say(question, count))) return;
  throw Error(Fault::usage, say(refusal, count), _("confirm with --yes"));
}

void throw_gravest(std::span<const Error> errors) {
  const auto gravest = std::max_element(errors.begin(), errors.end(), [](const Error& a, const Error& b) {
    return weight(a.fault()) < weight(b.fault());
  });
  std::string what;
  for (const Error& error : errors.first(std::min(errors.size(), most_reasons))) {
    what += (what.empty() ? "" : "; ") + std::string(error.what());
  }
  if (errors.size() > most_reasons) what += "; " + say(_("and {0} more"), errors.size() - most_reasons);
  throw Error(gravest->fault(), what, gravest->hint());
}

void print_bulk(Invocation& call, const BulkResult& result, const BulkOptions& options,
                const TicketWords& words) {
  if (result.done.empty() && !result.failed.empty()) {
    std::vector<Error> errors;
    for (const auto& [ticket, error] : result.failed) errors.push_back(error);
    throw_gravest(errors);
  }
  if (!result.failed.empty()) call.shortcoming = Fault::partial;
  if (!options.dry_run) call.out().best_effort();
  Office& office = call.office();
  if (call.common.json) {
    std::optional<Ticket> ticket;
    if (result.done.size() + result.failed.size() == 1) ticket = find_ticket(office, result.done.front());
    return call.out().line(to_json(result, ticket, office.zone()));
  }
  for (const Ticket& ticket : find_tickets(office, result.done)) {
    print_line(call, ticket, options.dry_run ? _("would be changed") : words(ticket));
  }
  for (const auto& [ticket, error] : result.failed) tell("urp: " + escape_controls(error.what()));
  if (result.done.empty() && call.style().screen) call.out().sentence(_("no ticket: nothing was changed"));
  if (options.dry_run) tell_rehearsal();
}

}  // namespace urp::cli
