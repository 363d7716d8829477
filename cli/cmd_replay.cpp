// urp replay: journal parts that were not understood, tried again after an upgrade.
#include <memory>

#include <urp/intake.hpp>
#include <urp/render.hpp>

#include "arguments.hpp"
#include "commands.hpp"
#include "invocation.hpp"
#include "say.hpp"
#include "sentence.hpp"

namespace urp::cli {
namespace {

void print(Printer& out, const ReplayResult& result, bool dry_run) {
  if (!out.style().screen) {
    const std::pair<std::string_view, int> figures[] = {
        {"parts", result.parts},        {"messages", result.messages}, {"amendments", result.amendments},
        {"statuses", result.statuses},  {"kept", result.kept},         {"duplicates", result.duplicates},
        {"unhandled", result.unhandled}};
    for (const auto& [name, value] : figures) out.row({name, std::to_string(value)});
    return;
  }
  const auto parts =
      say(plural("{0} part of the journal", "{0} parts of the journal", result.parts), result.parts);
  out.line(dry_run ? say(_("{0} would be tried again; nothing was changed"), parts) : parts);
  put_sentence(
      out,
      say(_("messages {0}, amendments {1}, statuses {2}, kept {3}, there already {4}, still unhandled {5}"),
          result.messages, result.amendments, result.statuses, result.kept, result.duplicates,
          result.unhandled));
}

}  // namespace

void add_replay(Arguments& command, Invocation& invocation) {
  auto request = std::make_shared<ReplayRequest>();
  command.add_flag("--all", request->all, _("every part of the journal, not only those unhandled"));
  command.add_flag("--dry-run", request->dry_run, _("say what it would do, and change nothing"));
  command.footer("urp replay --dry-run");
  invocation.action = [request](Invocation& call) {
    const ReplayResult result = replay(call.machine_office(), *request);
    if (call.common.json) {
      call.out().line(to_json(result));
    } else {
      print(call.out(), result, request->dry_run);
    }
  };
}

}  // namespace urp::cli
