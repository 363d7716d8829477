// urp identify T... HOW: whether the office knows who the citizen is.
#include <memory>

#include <urp/desk/change.hpp>

#include "arguments.hpp"
#include "bulk.hpp"
#include "commands.hpp"
#include "options.hpp"
#include "say.hpp"
#include "words.hpp"

namespace urp::cli {
namespace {

void run(Invocation& call, const BulkOptions& options) {
  const auto named = parse_named(options.words, _("HOW"));
  const Identified how =
      parse_word<Identified>(_("HOW"), joined(named.rest), identified, {"none", "declared", "verified"});
  const auto request = change_request(options, named.tickets);
  confirm_many(request.tickets.size(), options, _("Change the identification of {0} tickets?"),
               _("the identification of {0} tickets would change; nothing was changed"));
  print_bulk(call, set_identified(call.office(), request, how), options,
             [](const Ticket& ticket) { return identified_word(ticket.identified); });
}

}  // namespace

void add_identify(Arguments& command, Invocation& invocation) {
  auto options = std::make_shared<BulkOptions>();
  add_bulk_options(command, *options, _("T... HOW"),
                   _("tickets, and how the citizen is identified: none, declared, verified"));
  command.footer("urp identify 415 declared");
  invocation.action = [options](Invocation& call) { run(call, *options); };
}

}  // namespace urp::cli
