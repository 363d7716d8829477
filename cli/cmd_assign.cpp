// urp assign T... CLERK | --from A --to B: hands cases to a colleague.
#include <memory>

#include <urp/desk/claim.hpp>

#include "arguments.hpp"
#include "bulk.hpp"
#include "clerk_text.hpp"
#include "commands.hpp"
#include "layout.hpp"
#include "options.hpp"
#include "say.hpp"

namespace urp::cli {
namespace {

struct AssignOptions {
  BulkOptions bulk;
  std::optional<std::string> from, to, reason;
};

void run(Invocation& call, const AssignOptions& options) {
  Office& office = call.office();
  const auto& words = options.bulk.words;
  std::vector<TicketId> tickets;
  std::string clerk = options.to.value_or("");
  if (options.from) {
    if (!options.to || !words.empty()) {
      throw Error(Fault::usage, _("--from hands over all that a clerk holds, and needs --to alone"),
                  "urp assign --from maria --to gianni");
    }
    tickets = list_held(office, *options.from);
  } else if (options.to) {
    tickets = parse_all(words);
  } else {
    if (words.empty()) throw Error(Fault::usage, _("no ticket was named"), "urp assign 415 gianni");
    const auto named = parse_named(words, _("CLERK"));
    if (named.rest.size() > 1) {
      throw Error(Fault::usage, say(_("\"{0}\" is one word too many"), named.rest[1]),
                  "urp assign 415 gianni");
    }
    tickets = named.tickets;
    clerk = named.rest.front();
  }
  confirm_many(tickets.size(), options.bulk, _("Hand {0} tickets over?"),
               _("{0} tickets would be handed over; nothing was changed"));
  AssignRequest request{std::move(tickets), std::move(clerk), {}, options.bulk.dry_run};
  if (options.reason) request.reason = argument_text(*options.reason, "--note");
  print_bulk(call, assign_tickets(office, request), options.bulk, [](const Ticket& ticket) {
    return say(_("held by {0}"), one_line(ticket.clerk.value_or("-")));
  });
}

}  // namespace

void add_assign(Arguments& command, Invocation& invocation) {
  auto o = std::make_shared<AssignOptions>();
  add_bulk_options(command, o->bulk, _("T... CLERK"), _("tickets, and who holds them from now on"), false);
  command.add_option("--from", o->from, _("all that this clerk holds"))->type_name(_("NAME"));
  command.add_option("--to", o->to, _("the colleague, instead of the last word"))->type_name(_("NAME"));
  command.add_option("--note", o->reason, _("why, for the colleague"))->type_name(_("TEXT"));
  command.footer("urp assign 415 gianni");
  invocation.action = [o](Invocation& call) { run(call, *o); };
}

}  // namespace urp::cli
