// urp config path|check|show: which configuration counts, and what it says.
#include <memory>

#include <urp/desk/rules.hpp>
#include <urp/office.hpp>
#include <urp/render.hpp>
#include <urp/text.hpp>

#include "aliases.hpp"
#include "arguments.hpp"
#include "commands.hpp"
#include "configuration.hpp"
#include "invocation.hpp"
#include "layout.hpp"
#include "say.hpp"

namespace urp::cli {
namespace {

using Values = std::vector<std::pair<std::string, std::string>>;

void run_path(Invocation& call) {
  const std::string file = call.configuration().file.string();
  if (call.common.json) return call.out().line(to_json(Values{{"path", file}}));
  call.out().line(file);
}

/// Parsing has checked every key, but not what needs a module: the zone lies outside the file, regular
/// expressions are read by RE2, and commands are the program's.
void run_check(Invocation& call) {
  const Configuration& found = call.configuration();
  check_patterns(found.settings, found.text, found.file.string());
  load_zone(found.settings.office.timezone);
  check_aliases(found.settings.aliases);
  if (call.common.json)
    return call.out().line(to_json(Values{{"path", found.file.string()}, {"result", "ok"}}));
  call.out().sentence(say(_("{0}: no error"), found.file.empty() ? std::string("-") : found.file.string()));
}

void run_show(Invocation& call, bool with_origin) {
  const std::vector<SettingLine> lines = call.configuration().lines();
  Printer& out = call.out();
  if (call.common.json) return out.line(to_json(lines));
  std::vector<std::vector<Cell>> rows;
  for (const SettingLine& line : lines) {
    if (!call.style().screen) {
      if (with_origin) {
        out.row({line.key, line.value, line.origin});
      } else {
        out.row({line.key, line.value});
      }
      continue;
    }
    const std::string value = one_line(line.value);
    rows.push_back(
        {{line.key}, {with_origin ? escape_controls(line.origin) : value}, {with_origin ? value : ""}});
  }
  for (const std::string& line : lay_out({{""}, {""}, {""}}, rows, call.style().width)) out.line(line);
}

}  // namespace

void add_config(Arguments& command, Invocation& invocation) {
  auto with_origin = std::make_shared<bool>(false);
  command.require_subcommand();
  command.add_subcommand("path", _("the file that counts"))->callback([&invocation] {
    invocation.action = run_path;
  });
  command.add_subcommand("check", _("read it and say what is wrong, with the line"))->callback([&invocation] {
    invocation.action = run_check;
  });
  Arguments* show = command.add_subcommand("show", _("every setting with its value"));
  show->add_flag("--origin", *with_origin, _("and the file and line, variable or option it comes from"));
  show->callback([&invocation, with_origin] {
    invocation.action = [with_origin](Invocation& call) { run_show(call, *with_origin); };
  });
  command.footer("urp config show --origin");
}

}  // namespace urp::cli
