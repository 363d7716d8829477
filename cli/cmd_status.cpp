// urp status, and plain urp: the day at a glance.
#include <urp/desk/inbox.hpp>
#include <urp/render.hpp>

#include "arguments.hpp"
#include "commands.hpp"
#include "invocation.hpp"
#include "status_view.hpp"

namespace urp::cli {

void add_status(Arguments& command, Invocation& invocation) {
  command.footer("urp status --json");
  invocation.action = [](Invocation& call) {
    Office& office = call.office();
    const StatusResult status = office_status(office);
    if (call.common.json) {
      call.out().line(to_json(status, office.zone()));
    } else if (call.style().screen) {
      show_status(call.out(), status, office);
    } else {
      list_status_lines(call.out(), status, office.zone());
    }
  };
}

}  // namespace urp::cli
