// urp urgent T... [--undo]: first in every list.
#include <memory>

#include <urp/desk/change.hpp>

#include "arguments.hpp"
#include "bulk.hpp"
#include "commands.hpp"
#include "options.hpp"
#include "say.hpp"

namespace urp::cli {
namespace {

struct UrgentOptions {
  BulkOptions bulk;
  bool undo = false;
};

void run(Invocation& call, const UrgentOptions& options) {
  const auto request = change_request(options.bulk, parse_all(options.bulk.words));
  confirm_many(request.tickets.size(), options.bulk, _("Change the urgency of {0} tickets?"),
               _("the urgency of {0} tickets would change; nothing was changed"));
  print_bulk(call, set_urgent(call.office(), request, !options.undo), options.bulk,
             [](const Ticket& ticket) { return ticket.urgent ? _("urgent") : _("no longer urgent"); });
}

}  // namespace

void add_urgent(Arguments& command, Invocation& invocation) {
  auto o = std::make_shared<UrgentOptions>();
  add_bulk_options(command, o->bulk, "T", tickets_help());
  command.add_flag("--undo", o->undo, _("no longer urgent"));
  command.footer("urp urgent 415");
  invocation.action = [o](Invocation& call) { run(call, *o); };
}

}  // namespace urp::cli
