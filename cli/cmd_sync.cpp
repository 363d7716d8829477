// urp sync: one pass of the workers, for cron or by hand.
#include <unistd.h>

#include <memory>

#include <urp/desk/inbox.hpp>
#include <urp/desk/rules.hpp>
#include <urp/error.hpp>
#include <urp/render.hpp>
#include <urp/text.hpp>
#include <urp/work.hpp>

#include "arguments.hpp"
#include "commands.hpp"
#include "configuration.hpp"
#include "interrupt.hpp"
#include "invocation.hpp"
#include "pass_plan.hpp"
#include "provider_words.hpp"
#include "say.hpp"

namespace urp::cli {
namespace {

void print(Printer& out, const PassResult& result) {
  if (!result.did_something()) return;  // cron mails whatever is said
  if (out.style().screen) {
    out.sentence(
        say(_("sent {0}, failed {1}, uncertain {2}, later {3}, parked {4}; media fetched {5}, lost {6}"),
            result.sent, result.failed, result.uncertain, result.postponed, result.parked,
            result.media_stored, result.media_lost));
    return;
  }
  const std::pair<std::string_view, int> figures[] = {{"sent", result.sent},
                                                      {"failed", result.failed},
                                                      {"uncertain", result.uncertain},
                                                      {"postponed", result.postponed},
                                                      {"parked", result.parked},
                                                      {"media_stored", result.media_stored},
                                                      {"media_lost", result.media_lost},
                                                      {"notice_messages", result.notice_messages},
                                                      {"closed", result.closed},
                                                      {"letters", result.letters}};
  for (const auto& [name, value] : figures) out.row({name, std::to_string(value)});
}

void run(Invocation& call, bool dry_run) {
  // As `listen` does: a wrong pattern would be met by the next message.
  const Configuration& found = call.configuration();
  check_patterns(found.settings, found.text, found.file.string());
  Office& office = call.machine_office();
  if (dry_run) return print_plan(call, plan_pass(office, WorkOrder::Kind::pass));
  // A login that cannot read the token must not stop the channel for those who can.
  call.may_read_token(true);
  HeldStop stop;
  const PassResult result = Worker(office).run({WorkOrder::Kind::pass, [&stop] { return stop.came(); }});
  const StatusResult status = result.stopped ? office_status(office) : StatusResult{};
  const bool stopped = status.stopped_since.has_value();  // none: this pass started the channel again
  if (stopped) call.shortcoming = Fault::denied;
  if (stop.came()) call.shortcoming = Fault::interrupted;
  if (call.common.json) return put_document(call, to_json(result), !call.shortcoming);
  // Where cron mails it; each cause once in a day.
  for (const std::string& alarm : result.alarms) tell("urp: " + escape_controls(alarm));
  print(call.out(), result);
  // Somebody who looks hears it each time; cron's mail is the alarm.
  if (!stopped || isatty(STDERR_FILENO) == 0) return;
  put_error(say(_("urp: sending is stopped: {0}; see: urp doctor"),
                stop_words(status.stopped_reason, status.stopped_code, status.stopped_subcode)) +
            "\n");
}

}  // namespace

void add_sync(Arguments& command, Invocation& invocation) {
  auto dry_run = std::make_shared<bool>(false);
  command.add_flag("--dry-run", *dry_run, _("say what it would do, and change nothing"));
  command.footer("urp sync --json");
  invocation.action = [dry_run](Invocation& call) { run(call, *dry_run); };
}

}  // namespace urp::cli
