// urp template: the texts that WhatsApp approved: list, show with values, ask WhatsApp again.
#include <memory>

#include <urp/desk/templates.hpp>
#include <urp/render.hpp>
#include <urp/text.hpp>
#include <urp/work.hpp>

#include "arguments.hpp"
#include "commands.hpp"
#include "invocation.hpp"
#include "layout.hpp"
#include "options.hpp"
#include "say.hpp"
#include "times.hpp"
#include "words.hpp"

namespace urp::cli {
namespace {

struct TemplateOptions {
  std::string name;
  std::vector<std::string> parameters;
};

bool can_be_sent(const Template& form) {
  return form.status == "APPROVED";
}

void run_list(Invocation& call) {
  Office& office = call.office();
  const TemplateList list = list_templates(office);
  if (call.common.json) return call.out().line(to_json(list, office.zone()));
  Printer& out = call.out();
  const TerminalStyle& style = call.style();
  if (!style.screen) {
    for (const Template& form : list.templates) {
      out.row({form.name, form.language, form.status, form.category, joined(template_parameters(form)),
               form.body});
    }
    return;
  }
  if (list.templates.empty()) {
    return out.sentence(list.synced_at ? _("the account has no templates")
                                       : _("WhatsApp was never asked for them: urp template sync"));
  }
  std::vector<std::vector<Cell>> rows;
  for (const Template& form : list.templates) {
    rows.push_back(
        {{one_line(form.name)},
         {one_line(form.language)},
         {template_status_word(form.status),
          can_be_sent(form) ? Style() : Style([&style](std::string_view words) { return style.red(words); })},
         {one_line(joined(template_parameters(form)))},
         {one_line(form.body)}});
  }
  const std::vector<Column> columns = {{_("template"), Align::left, 24},
                                       {""},
                                       {_("state")},
                                       {_("parameters"), Align::left, 16},
                                       {_("wording")}};
  for (const std::string& line : lay_out(columns, rows, style.width)) out.line(line);
  out.line(rule(style));
  out.sentence(say(_("as of {0}; urp template show NAME shows one whole"),
                   short_time(*list.synced_at, office.now(), office.zone())));
}

void print_screen(Invocation& call, const Template& form, const TemplateValues& values) {
  Printer& out = call.out();
  const TerminalStyle& style = call.style();
  const auto field = [&](const char* label, const std::string& value) {
    out.line(field_line(label, value, 13, style.width));
  };
  out.line(style.bold(one_line(form.name) + "  " + one_line(form.language)));
  std::string state = template_status_word(form.status);
  if (form.reason) state += ": " + one_line(*form.reason);
  field(_("State"), can_be_sent(form) ? state : style.red(state));
  field(_("Category"), one_line(form.category));
  const auto parameters = template_parameters(form);
  field(_("Parameters"), parameters.empty() ? "-" : one_line(joined(parameters)));
  if (form.header_format && *form.header_format != "TEXT")
    field(_("Begins with"), one_line(*form.header_format));
  for (const TemplateButton& button : form.buttons) field(_("Button"), one_line(button.text));
  out.line(rule(style));
  out.line(wrap_lines(escape_controls(template_preview(form, values), true), style.width, ""));
}

void run_show(Invocation& call, const TemplateOptions& options) {
  const Template form = find_template(call.office(), options.name);
  const TemplateValues values = parse_parameters(options.parameters);
  if (!values.empty()) check_template(form, values);
  if (call.common.json) return call.out().line(to_json(form, values));
  if (call.style().screen) return print_screen(call, form, values);
  call.out().row({form.name, form.language, form.status, form.category, joined(template_parameters(form)),
                  template_preview(form, values)});
}

void run_sync(Invocation& call) {
  Office& office = call.office();
  call.may_read_token(true);
  const int count = sync_templates(office);
  call.out().best_effort();
  if (call.common.json) return call.out().line(to_json(list_templates(office), office.zone()));
  if (!call.style().screen) return call.out().row({"templates", std::to_string(count)});
  call.out().sentence(
      say(plural("{0} template: urp template list", "{0} templates: urp template list", count), count));
}

}  // namespace

void add_template(Arguments& command, Invocation& invocation) {
  auto o = std::make_shared<TemplateOptions>();
  command.require_subcommand();
  Arguments* list = command.add_subcommand("list", _("all of them, and whether they may be sent"));
  list->callback([&invocation] { invocation.action = run_list; });
  Arguments* show = command.add_subcommand("show", _("one as the citizen would read it"));
  show->add_option(_("NAME"), o->name, _("its name; with :language where there are several"))->required();
  show->add_option("--param", o->parameters, _("fill a place of the template; several times"))
      ->type_name("K=V");
  show->callback([&invocation, o] { invocation.action = [o](Invocation& call) { run_show(call, *o); }; });
  Arguments* sync = command.add_subcommand("sync", _("ask WhatsApp which there are"));
  sync->callback([&invocation] { invocation.action = run_sync; });
  command.footer("urp template show risposta_pronta --param nome=Maria");
}

}  // namespace urp::cli
