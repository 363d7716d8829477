// urp show T...: one ticket as a conversation.
#include <memory>

#include <urp/desk/thread.hpp>
#include <urp/error.hpp>

#include "arguments.hpp"
#include "commands.hpp"
#include "invocation.hpp"
#include "options.hpp"
#include "say.hpp"
#include "show.hpp"
#include "ticket_list.hpp"

namespace urp::cli {
namespace {

struct ShowOptions {
  std::vector<std::string> tickets;
  int limit = 10;
  bool all = false, peek = false;
  Unsealing unsealing;
};

void run(Invocation& call, const ShowOptions& options) {
  const std::vector<TicketId> tickets = parse_tickets(options.tickets, session_sources());
  if (call.common.json && tickets.size() != 1) {
    throw Error(Fault::usage, say(_("--json shows one ticket, and {0} were named"), tickets.size()),
                _("for many: urp export messages --format jsonl"));
  }
  if (options.unsealing.key && !options.unsealing.wanted) {
    throw Error(Fault::usage, _("--seal-key belongs to --unseal"));
  }
  bool first = true;
  for (const TicketId ticket : tickets) {
    ShowRequest request;
    request.ticket = ticket;
    request.limit = options.all ? 0 : options.limit;
    if (!first && call.style().screen) call.out().line();
    show_one(call, request, options.peek, options.unsealing);
    first = false;
  }
}

}  // namespace

void add_show(Arguments& command, Invocation& invocation) {
  auto options = std::make_shared<ShowOptions>();
  add_tickets(command, options->tickets);
  add_count(command, "-n,--limit", options->limit, _("the newest N messages (0 = all; default 10)"));
  command.add_flag("--all", options->all, _("the whole thread"));
  command.add_flag("--peek", options->peek, _("mark nothing as read"));
  command.add_flag("--unseal", options->unsealing.wanted,
                   _("what is hidden, too: of a supervisor, and on record"));
  command
      .add_option("--seal-key", options->unsealing.key,
                  _("the private key, where what is hidden is encrypted"))
      ->type_name(_("FILE"));
  command.footer("urp show 415 --all");
  invocation.action = [options](Invocation& call) { run(call, *options); };
}

}  // namespace urp::cli
