// urp triage: the inbox one case at a time, with single keys.
#include <unistd.h>

#include <memory>

#include <urp/error.hpp>

#include "arguments.hpp"
#include "ask.hpp"
#include "commands.hpp"
#include "environment.hpp"
#include "invocation.hpp"
#include "options.hpp"
#include "raw_terminal.hpp"
#include "say.hpp"
#include "triage.hpp"

namespace urp::cli {
namespace {

struct TriageOptions {
  FilterOptions filter;
  bool plain = false;
};

void run(Invocation& call, const TriageOptions& options) {
  if (!call.style().live || isatty(STDIN_FILENO) == 0) {
    throw Error(Fault::usage, _("triage asks a person at a terminal, and there is none"),
                _("for scripts: urp inbox --ids, and a verb for each"));
  }
  const TicketFilter filter = make_filter(options.filter, call.office());
  if (options.plain || environment("TERM").value_or("dumb") == "dumb") {
    Triage triage(call, plain_console(call), filter);
    triage.run();
    return triage.finish();
  }
  std::optional<RawTerminal> terminal(std::in_place);
  Triage triage(call, screen_console(call, *terminal), filter);
  triage.run();
  terminal.reset();
  triage.finish();
}

}  // namespace

void add_triage(Arguments& command, Invocation& invocation) {
  auto options = std::make_shared<TriageOptions>();
  add_work_filter_options(command, options->filter);
  command.add_flag("--plain", options->plain,
                   _("lines instead of a screen, and a line for each key: for screen readers"));
  command.footer("urp triage --kind report");
  invocation.action = [options](Invocation& call) { run(call, *options); };
}

}  // namespace urp::cli
