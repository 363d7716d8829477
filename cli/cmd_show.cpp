// urp show T...: one ticket as a conversation.
#include <CLI/CLI.hpp>

#include <memory>

#include <urp/desk/thread.hpp>
#include <urp/error.hpp>
#include <urp/render.hpp>

#include "commands.hpp"
#include "invocation.hpp"
#include "options.hpp"
#include "say.hpp"
#include "thread_view.hpp"
#include "ticket_list.hpp"

namespace urp::cli {
namespace {

struct ShowOptions {
  std::vector<std::string> tickets;
  int limit = 10;
  bool all = false, peek = false;
};

void run(Invocation& call, const ShowOptions& options) {
  const std::vector<TicketId> tickets = parse_tickets(options.tickets, session_sources());
  if (call.common.json && tickets.size() != 1) {
    throw Error(Fault::usage, say(_("--json shows one ticket, and {0} were named"), tickets.size()),
                _("for many: urp export messages --format jsonl"));
  }
  Office& office = call.office();
  Printer& out = call.out();
  const bool for_people = call.look().screen && !call.common.json;
  bool first = true;
  for (const TicketId ticket : tickets) {
    ShowRequest request;
    request.ticket = ticket;
    request.limit = options.all ? 0 : options.limit;
    request.mark_read = for_people && !options.peek;  // a pipe is no reader
    const ShowResult shown = show_ticket(office, request);
    if (call.common.json) {
      out.line(to_json(shown, office.zone()));
    } else if (for_people) {
      if (!first) out.line();
      show_thread(out, shown, office);
    } else {
      list_thread_lines(out, shown, office.zone());
    }
    first = false;
  }
  if (for_people && !tickets.empty()) remember_ticket(tickets.back());
}

}  // namespace

void add_show(CLI::App& command, Invocation& invocation) {
  auto options = std::make_shared<ShowOptions>();
  add_tickets(command, options->tickets);
  add_count(command, "-n,--limit", options->limit, _("so many of the newest messages; 0 is all (10)"));
  command.add_flag("--all", options->all, _("the whole thread"));
  command.add_flag("--peek", options->peek, _("marks nothing as read"));
  command.footer("urp show 415 --all");
  invocation.action = [options](Invocation& call) { run(call, *options); };
}

}  // namespace urp::cli
