// urp migrate: an older database, brought up to date.
#include <memory>

#include <urp/desk/keep.hpp>
#include <urp/render.hpp>

#include "arguments.hpp"
#include "commands.hpp"
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

void add_migrate(Arguments& command, Invocation& invocation) {
  auto dry_run = std::make_shared<bool>(false);
  command.add_flag("--dry-run", *dry_run, _("says what it would do, and changes nothing"));
  command.footer("urp migrate --dry-run");
  invocation.action = [dry_run](Invocation& call) {
    const MigrateResult result = migrate(call.configuration().settings, *dry_run);
    Printer& out = call.out();
    if (call.common.json) {
      out.line(to_json(result));
    } else if (call.look().screen) {
      out.line(words(result, *dry_run));
    } else {
      out.row({std::to_string(result.from), std::to_string(result.to),
               result.backup ? result.backup->string() : ""});
    }
  };
}

}  // namespace urp::cli
