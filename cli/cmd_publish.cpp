// urp publish T...: cases that may stand in the open data.
#include <memory>

#include <urp/desk/archive.hpp>

#include "arguments.hpp"
#include "bulk.hpp"
#include "commands.hpp"
#include "options.hpp"
#include "say.hpp"

namespace urp::cli {
namespace {

struct PublishOptions {
  BulkOptions bulk;
  bool withdraw = false;
};

void run(Invocation& call, const PublishOptions& options) {
  const auto request = change_request(options.bulk, parse_all(options.bulk.words));
  confirm_many(request.tickets.size(), options.bulk, _("Change the publication of {0} tickets?"),
               _("the publication of {0} tickets would change; nothing was changed"));
  const std::string words =
      options.withdraw ? _("not in the open data any more") : _("approved for the open data");
  print_bulk(call, publish_tickets(call.office(), request, options.withdraw), options.bulk,
             [words](const Ticket&) { return words; });
}

}  // namespace

void add_publish(Arguments& command, Invocation& invocation) {
  auto o = std::make_shared<PublishOptions>();
  add_bulk_options(command, o->bulk, "T", tickets_help());
  command.add_flag("--withdraw", o->withdraw, _("not any more, from the next export on"));
  command.footer("urp publish 415");
  invocation.action = [o](Invocation& call) { run(call, *o); };
}

}  // namespace urp::cli
