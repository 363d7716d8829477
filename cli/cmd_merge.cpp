// urp merge A B: two cases of one citizen become B; A stays as an alias.
#include <memory>

#include <urp/desk/arrange.hpp>
#include <urp/render.hpp>

#include "arguments.hpp"
#include "bulk.hpp"
#include "commands.hpp"
#include "say.hpp"
#include "ticket_list.hpp"

namespace urp::cli {
namespace {

struct MergeOptions {
  std::string from, into;
  bool dry_run = false;
};

void run(Invocation& call, const MergeOptions& options) {
  const TicketId from = parse_one_ticket(options.from, session_sources());
  const TicketId into = parse_one_ticket(options.into, session_sources());
  merge_tickets(call.office(), from, into, options.dry_run);
  BulkOptions bulk;
  bulk.dry_run = options.dry_run;
  BulkResult result;
  result.done = {into};
  if (!options.dry_run) remember_ticket(into);
  print_bulk(call, result, bulk,
             [&from](const Ticket&) { return say(_("{0} is part of it now"), to_string(from)); });
}

}  // namespace

void add_merge(Arguments& command, Invocation& invocation) {
  auto o = std::make_shared<MergeOptions>();
  command.add_option("A", o->from, _("the ticket that becomes part of the other"))->required();
  command.add_option("B", o->into, _("the ticket that stays, of the same citizen"))->required();
  command.add_flag("--dry-run", o->dry_run, _("say what it would do, and change nothing"));
  command.footer("urp merge 412 415");
  invocation.action = [o](Invocation& call) { run(call, *o); };
}

}  // namespace urp::cli
