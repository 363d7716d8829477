// urp migrate: an older database, brought up to date.
#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <urp/desk/keep.hpp>
#include <urp/error.hpp>
#include <urp/render.hpp>

#include "arguments.hpp"
#include "commands.hpp"
#include "environment.hpp"
#include "invocation.hpp"
#include "say.hpp"

namespace urp::cli {
namespace {

std::string words(const MigrateResult& result, bool dry_run) {
  if (result.from == result.to) return say(_("the database is up to date: schema {0}"), result.to);
  if (dry_run) return say(_("schema {0} would become {1}, after a copy"), result.from, result.to);
  std::string text = say(_("schema {0} is now {1}"), result.from, result.to);
  if (result.backup) text += "; " + say(_("the copy before: {0}"), result.backup->string());
  return text;
}

}  // namespace

namespace {

void adopt(Invocation& call) {
  const Actor actor{.clerk = login_name(), .login = login_name()};
  const auto now = std::chrono::floor<Seconds>(std::chrono::system_clock::now());
  const Adopted adopted = adopt_database(call.configuration().settings, actor, now);
  const std::string kind = adopted.rehearsal ? "rehearsal" : "real";
  if (call.common.json) {
    const std::vector<std::pair<std::string, std::string>> values = {{"number", adopted.number},
                                                                     {"kind", kind}};
    return call.out().line(to_json(values));
  }
  if (!call.style().screen) return call.out().row({adopted.number, kind});
  call.out().sentence(say(adopted.rehearsal ? _("the database is a rehearsal's, of number {0}")
                                            : _("the database is a real office's, of number {0}"),
                          adopted.number));
  call.out().sentence(
      _("what waits to leave becomes uncertain with the next sending: urp outbox --uncertain"));
}

}  // namespace

void add_migrate(Arguments& command, Invocation& invocation) {
  auto dry_run = std::make_shared<bool>(false), adopts = std::make_shared<bool>(false);
  command.add_flag("--dry-run", *dry_run, _("say what it would do, and change nothing"));
  command.add_flag("--adopt", *adopts,
                   _("makes the database this configuration's: another number, or a rehearsal on a copy"));
  command.footer("urp migrate --dry-run");
  invocation.action = [dry_run, adopts](Invocation& call) {
    if (*adopts && *dry_run) {
      throw Error(Fault::usage, _("--adopt and --dry-run exclude each other"), _("give one of them"));
    }
    if (*adopts) return adopt(call);
    const MigrateResult result = migrate(call.configuration().settings, *dry_run);
    Printer& out = call.out();
    if (call.common.json) {
      out.line(to_json(result));
    } else if (call.style().screen) {
      out.line(words(result, *dry_run));
    } else {
      out.row({std::to_string(result.from), std::to_string(result.to),
               result.backup ? result.backup->string() : ""});
    }
  };
}

}  // namespace urp::cli
