// urp split T/N: that message and what follows become a case of their own.
#include <memory>

#include <urp/desk/arrange.hpp>
#include <urp/render.hpp>

#include "arguments.hpp"
#include "bulk.hpp"
#include "commands.hpp"
#include "message_list.hpp"
#include "say.hpp"

namespace urp::cli {
namespace {

struct SplitOptions {
  std::string message;
  bool dry_run = false;
};

void run(Invocation& call, const SplitOptions& options) {
  const MessageRef first = parse_message(options.message, session_sources());
  const TicketId fresh = split_ticket(call.office(), first, options.dry_run);
  BulkOptions bulk;
  bulk.dry_run = options.dry_run;
  BulkResult result;
  result.done = {options.dry_run ? first.ticket : fresh};
  if (!options.dry_run) remember_ticket(fresh);
  print_bulk(call, result, bulk,
             [&first](const Ticket&) { return say(_("a case of its own, from {0} on"), to_string(first)); });
}

}  // namespace

void add_split(Arguments& command, Invocation& invocation) {
  auto o = std::make_shared<SplitOptions>();
  command
      .add_option("T/N", o->message, _("the message of the citizen that began the other matter, as 415/7"))
      ->required();
  command.add_flag("--dry-run", o->dry_run, _("say what it would do, and change nothing"));
  command.footer("urp split 415/7");
  invocation.action = [o](Invocation& call) { run(call, *o); };
}

}  // namespace urp::cli
