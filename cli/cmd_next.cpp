// urp next: claims the first case that is free, and shows it.
#include <memory>

#include <urp/desk/claim.hpp>
#include <urp/desk/thread.hpp>

#include "arguments.hpp"
#include "commands.hpp"
#include "invocation.hpp"
#include "options.hpp"
#include "show.hpp"

namespace urp::cli {

void add_next(Arguments& command, Invocation& invocation) {
  auto options = std::make_shared<FilterOptions>();
  add_work_filter_options(command, *options);
  command.footer("urp next --kind report");
  invocation.action = [options](Invocation& call) {
    Office& office = call.office();
    ShowRequest request;
    request.ticket = next_ticket(office, make_filter(*options, office));
    show_one(call, request);
  };
}

}  // namespace urp::cli
