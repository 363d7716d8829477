// urp reopen T...: the case is the office's again.
#include <memory>

#include <urp/desk/change.hpp>

#include "arguments.hpp"
#include "bulk.hpp"
#include "commands.hpp"
#include "options.hpp"
#include "say.hpp"

namespace urp::cli {
namespace {

void run(Invocation& call, const BulkOptions& options) {
  const auto request = change_request(options, parse_all(options.words));
  confirm_many(request.tickets.size(), options, _("Reopen {0} tickets?"),
               _("{0} tickets would be reopened; nothing was changed"));
  print_bulk(call, reopen_tickets(call.office(), request), options,
             [](const Ticket&) { return _("open again, our turn"); });
}

}  // namespace

void add_reopen(Arguments& command, Invocation& invocation) {
  auto options = std::make_shared<BulkOptions>();
  add_bulk_options(command, *options, "T", tickets_help());
  command.footer("urp reopen 415");
  invocation.action = [options](Invocation& call) { run(call, *options); };
}

}  // namespace urp::cli
