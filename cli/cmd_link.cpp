// urp link A B: cases of several citizens about one matter name each other.
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

struct LinkOptions {
  std::string a, b;
  bool undo = false;
};

void run(Invocation& call, const LinkOptions& options) {
  Office& office = call.office();
  const TicketId a = parse_one_ticket(options.a, session_sources());
  const TicketId b = parse_one_ticket(options.b, session_sources());
  if (options.undo) {
    unlink_tickets(office, a, b);
  } else {
    link_tickets(office, a, b);
  }
  BulkResult result;
  result.done = {a, b};
  print_bulk(call, result, {}, [&](const Ticket& ticket) {
    return say(options.undo ? _("no longer linked with {0}") : _("linked with {0}"),
               to_string(ticket.id == a ? b : a));
  });
}

}  // namespace

void add_link(Arguments& command, Invocation& invocation) {
  auto o = std::make_shared<LinkOptions>();
  command.add_option("A", o->a, _("a ticket"))->required();
  command.add_option("B", o->b, _("the other ticket"))->required();
  command.add_flag("--undo", o->undo, _("no longer linked"));
  command.footer("urp link 412 415");
  invocation.action = [o](Invocation& call) { run(call, *o); };
}

}  // namespace urp::cli
