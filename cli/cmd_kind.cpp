// urp kind T... KIND: what sort of case it is; the legal term follows.
#include <memory>

#include <urp/desk/change.hpp>

#include "arguments.hpp"
#include "bulk.hpp"
#include "commands.hpp"
#include "options.hpp"
#include "say.hpp"
#include "times.hpp"
#include "words.hpp"

namespace urp::cli {
namespace {

void run(Invocation& call, const BulkOptions& options) {
  Office& office = call.office();
  const auto named = parse_named(options.words, _("KIND"));
  const TicketKind kind = parse_word<TicketKind>(_("KIND"), joined(named.rest), ticket_kind, kind_names());
  const auto request = change_request(options, named.tickets);
  confirm_many(request.tickets.size(), options, _("Change the kind of {0} tickets?"),
               _("the kind of {0} tickets would change; nothing was changed"));
  print_bulk(call, set_kind(office, request, kind), options, [&office](const Ticket& ticket) {
    const std::string word = kind_word(ticket.kind);
    if (!ticket.term_due_at || ticket.state == TicketState::closed) return word;
    return say(_("{0}, term {1}"), word, spoken_date(*ticket.term_due_at, office.now(), office.zone()));
  });
}

}  // namespace

void add_kind(Arguments& command, Invocation& invocation) {
  auto options = std::make_shared<BulkOptions>();
  add_bulk_options(command, *options, _("T... KIND"),
                   _("tickets, and their kind: request, report, complaint, suggestion, access"));
  command.footer("urp kind 415 report");
  invocation.action = [options](Invocation& call) { run(call, *options); };
}

}  // namespace urp::cli
