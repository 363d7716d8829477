// urp take T...: claims cases.
#include <memory>

#include <urp/desk/claim.hpp>
#include <urp/desk/thread.hpp>

#include "arguments.hpp"
#include "bulk.hpp"
#include "clerk_text.hpp"
#include "commands.hpp"
#include "options.hpp"
#include "say.hpp"
#include "show.hpp"
#include "ticket_list.hpp"

namespace urp::cli {
namespace {

struct TakeOptions {
  BulkOptions bulk;
  std::optional<std::string> steal;
};

void run(Invocation& call, const TakeOptions& options) {
  TakeRequest request;
  request.tickets = parse_all(options.bulk.words);
  request.dry_run = options.bulk.dry_run;
  if (options.steal) request.steal = argument_text(*options.steal, "--steal");
  confirm_many(request.tickets.size(), options.bulk, _("Take {0} tickets?"),
               _("{0} tickets would be taken; nothing was changed"));
  const BulkResult result = take_tickets(call.office(), request);
  if (!result.done.empty() && !request.dry_run) {
    remember_ticket(result.done.back());
    if (request.tickets.size() == 1 && call.common.json) {
      ShowRequest show;
      show.ticket = result.done.front();
      return show_one(call, show);
    }
  }
  print_bulk(call, result, options.bulk, [](const Ticket&) { return _("yours"); });
}

}  // namespace

void add_take(Arguments& command, Invocation& invocation) {
  auto o = std::make_shared<TakeOptions>();
  add_bulk_options(command, o->bulk, "T", tickets_help());
  command.add_option("--steal", o->steal, _("take the ticket from a colleague, who reads why"))
      ->type_name(_("REASON"));
  command.footer("urp take 415");
  invocation.action = [o](Invocation& call) { run(call, *o); };
}

}  // namespace urp::cli
