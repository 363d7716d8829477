// urp close T...: the case is done.
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

struct CloseOptions {
  BulkOptions bulk;
  std::optional<std::string> outcome;
  std::optional<std::int64_t> revision;
};

void run(Invocation& call, const CloseOptions& options) {
  std::optional<Outcome> outcome;
  if (options.outcome) {
    outcome = parse_word<Outcome>("--outcome", *options.outcome, urp::outcome, outcome_names());
  }
  const auto request = change_request(options.bulk, parse_all(options.bulk.words), options.revision);
  confirm_many(request.tickets.size(), options.bulk, _("Close {0} tickets?"),
               _("{0} tickets would be closed; nothing was changed"));
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
