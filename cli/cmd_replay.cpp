// urp replay: journal parts that were not understood, tried again after an upgrade.
#include <memory>

#include <urp/error.hpp>
#include <urp/intake.hpp>
#include <urp/render.hpp>

#include "arguments.hpp"
#include "commands.hpp"
#include "invocation.hpp"
#include "say.hpp"

namespace urp::cli {
namespace {

void print(Printer& out, const ReplayResult& result, bool dry_run) {
  if (!out.style().screen) {
    const std::pair<std::string_view, int> figures[] = {
        {"parts", result.parts},         {"messages", result.messages}, {"amendments", result.amendments},
        {"statuses", result.statuses},   {"kept", result.kept},         {"duplicates", result.duplicates},
        {"unhandled", result.unhandled}, {"erased", result.erased},     {"hidden", result.hidden}};
    for (const auto& [name, value] : figures) out.row({name, std::to_string(value)});
    return;
  }
  const auto parts =
      say(plural("{0} part of the journal", "{0} parts of the journal", result.parts), result.parts);
  out.line(dry_run ? say(_("{0} would be tried again; nothing was changed"), parts) : parts);
  out.sentence(say(
      _("messages {0}, amendments {1}, statuses {2}, kept {3}, there already {4}, still unhandled {5}"),
      result.messages, result.amendments, result.statuses, result.kept, result.duplicates, result.unhandled));
  if (result.erased > 0) {
    out.sentence(
        say(plural("{0} person erased again", "{0} people erased again", result.erased), result.erased));
  }
  if (result.hidden > 0) {
    out.sentence(say(
        plural("{0} message hidden or masked again", "{0} messages hidden or masked again", result.hidden),
        result.hidden));
  }
}

struct ReplayOptions {
  bool all = false, dry_run = false;
  std::optional<std::string> from, erasures;
};

void run(Invocation& call, const ReplayOptions& options) {
  if (options.from && options.all) {
    throw Error(Fault::usage, _("--from takes over every part of that journal; --all is about this one"));
  }
  if (options.erasures && !options.from) {
    throw Error(Fault::usage, _("--erasures belongs to --from"), "urp replay --from FILE --erasures FILE");
  }
  ReplayRequest request;
  request.all = options.all;
  request.dry_run = options.dry_run;
  if (options.from) request.from = *options.from;
  if (options.erasures) request.erasures = *options.erasures;
  const ReplayResult result = replay(call.machine_office(), request);
  if (!options.dry_run) call.out().best_effort();
  if (call.common.json) return call.out().line(to_json(result));
  print(call.out(), result, options.dry_run);
}

}  // namespace

void add_replay(Arguments& command, Invocation& invocation) {
  auto options = std::make_shared<ReplayOptions>();
  command.add_flag("--all", options->all, _("every part of the journal, not only those unhandled"));
  command
      .add_option("--from", options->from,
                  _("the whole journal of this database of the office, which is left as it is"))
      ->type_name(_("FILE"));
  command
      .add_option("--erasures", options->erasures,
                  _("a copy of the register of erasures, newer than that database"))
      ->type_name(_("FILE"));
  command.add_flag("--dry-run", options->dry_run, _("say what it would do, and change nothing"));
  command.footer("urp replay --dry-run");
  invocation.action = [options](Invocation& call) { run(call, *options); };
}

}  // namespace urp::cli
