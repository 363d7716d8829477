// urp release T... | --mine: gives cases back.
#include <memory>

#include <urp/desk/claim.hpp>

#include "arguments.hpp"
#include "bulk.hpp"
#include "commands.hpp"
#include "options.hpp"
#include "say.hpp"

namespace urp::cli {
namespace {

struct ReleaseOptions {
  BulkOptions bulk;
  bool mine = false;
};

void run(Invocation& call, const ReleaseOptions& options) {
  Office& office = call.office();
  if (options.mine == !options.bulk.words.empty()) {
    throw Error(Fault::usage, _("name the tickets, or say --mine for all that you hold"));
  }
  const auto tickets = options.mine ? list_held(office, office.actor().clerk) : parse_all(options.bulk.words);
  confirm_many(tickets.size(), options.bulk, _("Give {0} tickets back?"),
               _("{0} tickets would be given back; nothing was changed"));
  print_bulk(call, release_tickets(office, tickets, options.bulk.dry_run), options.bulk,
             [](const Ticket&) { return _("given back, nobody holds it"); });
}

}  // namespace

void add_release(Arguments& command, Invocation& invocation) {
  auto o = std::make_shared<ReleaseOptions>();
  add_bulk_options(command, o->bulk, "T", tickets_help(), false);
  command.add_flag("--mine", o->mine, _("all that I hold"));
  command.footer("urp release --mine");
  invocation.action = [o](Invocation& call) { run(call, *o); };
}

}  // namespace urp::cli
