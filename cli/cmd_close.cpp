// urp close T...: the case is done.
#include <memory>

#include <urp/desk/change.hpp>
#include <urp/desk/look.hpp>
#include <urp/error.hpp>

#include "arguments.hpp"
#include "ask.hpp"
#include "bulk.hpp"
#include "commands.hpp"
#include "options.hpp"
#include "say.hpp"
#include "words.hpp"

namespace urp::cli {
namespace {

struct CloseOptions {
  BulkOptions bulk;
  std::optional<std::string> outcome;
  std::optional<std::int64_t> revision;
};

/// Those of them that wait for an answer nobody has given. What does not exist is told when it is closed.
std::vector<Ticket> list_unanswered(Office& office, const std::vector<TicketId>& tickets) {
  std::vector<Ticket> unanswered;
  for (const TicketId id : tickets) {
    try {
      Ticket ticket = find_ticket(office, id);
      if (!ticket.first_answered_at && turn_of(ticket.state) == Turn::office)
        unanswered.push_back(std::move(ticket));
    } catch (const Error& error) {
      if (error.fault() != Fault::not_found) throw;
    }
  }
  return unanswered;
}

/// What nobody answered is closed knowingly: an outcome was named, or somebody at the terminal says yes.
void confirm_unanswered(Office& office, const std::vector<TicketId>& tickets, const CloseOptions& options) {
  if (options.outcome || options.bulk.yes || options.bulk.dry_run || !can_ask()) return;
  const auto unanswered = list_unanswered(office, tickets);
  if (unanswered.empty()) return;
  std::vector<std::string> questions;
  if (is_many(tickets.size())) {
    questions.push_back(say(plural("Nobody has answered {0} of them. Close it all the same?",
                                   "Nobody has answered {0} of them. Close them all the same?",
                                   static_cast<std::int64_t>(unanswered.size())),
                            unanswered.size()));
  } else {
    for (const Ticket& ticket : unanswered) {
      questions.push_back(say(_("{0}, {1}: nobody has answered. Close it all the same?"),
                              to_string(ticket.id), contact_label(ticket.contact, 30)));
    }
  }
  for (const std::string& question : questions) {
    if (ask_yes(question)) continue;
    throw Error(Fault::usage, _("nothing was changed"),
                _("answer first, or say why it is closed: --outcome not-ours"));
  }
}

void run(Invocation& call, const CloseOptions& options) {
  std::optional<Outcome> outcome;
  if (options.outcome) {
    outcome = parse_word<Outcome>("--outcome", *options.outcome, urp::outcome, outcome_names());
  }
  const auto request = change_request(options.bulk, parse_all(options.bulk.words), options.revision);
  confirm_many(request.tickets.size(), options.bulk, _("Close {0} tickets?"),
               _("{0} tickets would be closed; nothing was changed"));
  confirm_unanswered(call.office(), request.tickets, options);
  print_bulk(call, close_tickets(call.office(), request, outcome), options.bulk, [](const Ticket& ticket) {
    return say(_("closed, {0}"), ticket.outcome ? outcome_word(*ticket.outcome) : "-");
  });
}

}  // namespace

void add_close(Arguments& command, Invocation& invocation) {
  auto o = std::make_shared<CloseOptions>();
  add_bulk_options(command, o->bulk, "T", tickets_help());
  command
      .add_option("--outcome", o->outcome,
                  _("answered, resolved, not-ours, rejected, duplicate, no-reply (answered, or resolved when "
                    "nobody answered)"))
      ->type_name("O");
  add_revision(command, o->revision);
  command.footer("urp close 415 --outcome not-ours");
  invocation.action = [o](Invocation& call) { run(call, *o); };
}

}  // namespace urp::cli
