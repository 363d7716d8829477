// urp next: claims the first case that is free, and shows it.
#include <memory>

#include <urp/desk/claim.hpp>
#include <urp/desk/thread.hpp>

#include "arguments.hpp"
#include "commands.hpp"
#include "invocation.hpp"
#include "options.hpp"
#include "say.hpp"
#include "show.hpp"

namespace urp::cli {

void add_next(Arguments& command, Invocation& invocation) {
  struct NextOptions {
    FilterOptions filter;
    bool skip = false;
  };
  auto options = std::make_shared<NextOptions>();
  add_work_filter_options(command, options->filter);
  command.add_flag("--skip", options->skip, _("leave the one in hand to the others, and go on"));
  command.footer("urp next --kind report");
  invocation.action = [options](Invocation& call) {
    Office& office = call.office();
    const TicketFilter filter = make_filter(options->filter, office);
    ShowRequest request;
    if (options->skip) {
      const SkipResult skipped = skip_ticket(office, filter);
      if (skipped.left && call.style().screen)
        tell(say(_("{0} is left to the others"), to_string(*skipped.left)));
      request.ticket = skipped.ticket;
    } else {
      request.ticket = next_ticket(office, filter);
    }
    show_one(call, request);
  };
}

}  // namespace urp::cli
