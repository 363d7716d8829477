// urp canned: the answers that the office wrote beforehand, and what they say in a case.
#include <memory>

#include <urp/desk/canned.hpp>
#include <urp/render.hpp>
#include <urp/text.hpp>

#include "arguments.hpp"
#include "commands.hpp"
#include "invocation.hpp"
#include "layout.hpp"
#include "say.hpp"
#include "ticket_list.hpp"
#include "times.hpp"
#include "words.hpp"

namespace urp::cli {
namespace {

std::string languages(const CannedLine& line) {
  std::string text;
  for (const auto& [language, words] : line.texts) text += (text.empty() ? "" : ",") + language;
  return text;
}

std::string last_day(const CannedLine& line) {
  return line.expires ? iso_date(*line.expires) : "";
}

std::string about(const CannedLine& line, const Office& office) {
  if (line.expired) return say(_("EXPIRED {0}"), last_day(line));
  const std::string used =
      line.used == 0 ? "" : say(plural("used {0} time", "used {0} times", line.used), grouped(line.used));
  if (!line.expires) return used;
  const std::string until = say(_("until {0}"), spoken_date(office.zone().instant(*line.expires, Seconds(0)),
                                                            office.now(), office.zone()));
  return used.empty() ? until : used + ", " + until;
}

void run_list(Invocation& call) {
  const auto lines = list_canned(call.office());
  if (call.common.json) return call.out().line(to_json(lines, call.office().zone()));
  if (!call.style().screen) {
    for (const CannedLine& line : lines) {
      call.out().row({line.name, line.group, std::to_string(line.used), last_day(line),
                      line.expired ? "true" : "false", languages(line), line.text});
    }
    return;
  }
  if (lines.empty())
    return call.out().sentence(_("there are no canned answers: the administrator writes them into urp.toml"));
  std::vector<std::vector<Cell>> rows;
  for (const CannedLine& line : lines) {
    rows.push_back(
        {{one_line(line.name)}, {one_line(line.group)}, {about(line, call.office())}, {one_line(line.text)}});
  }
  for (const std::string& line : lay_out({{_("name"), Align::left, 20},
                                          {_("group"), Align::left, 12},
                                          {_("use"), Align::left, 24},
                                          {_("text")}},
                                         rows, call.style().width))
    call.out().line(line);
}

void run_show(Invocation& call, const std::string& named, const std::optional<std::string>& ticket) {
  if (ticket) {
    const std::string words =
        canned_words(call.office(), named, parse_one_ticket(*ticket, session_sources()));
    if (!call.common.json) return call.out().line(escape_controls(words, true));
    const std::pair<std::string, std::string> values[] = {{"name", named}, {"text", words}};
    return call.out().line(to_json(values));
  }
  const CannedLine line = get_canned(call.office(), named);
  if (call.common.json) return call.out().line(to_json(std::span(&line, 1), call.office().zone()));
  if (!call.style().screen)
    return call.out().row({line.name, line.group, std::to_string(line.used), last_day(line),
                           line.expired ? "true" : "false", languages(line), line.text});
  Printer& out = call.out();
  out.line(call.style().bold(one_line(line.name)) + (line.group.empty() ? "" : "  " + one_line(line.group)));
  if (const std::string words = about(line, call.office()); !words.empty()) out.line(words);
  out.line(rule(call.style()));
  out.line(wrap_lines(escape_controls(line.text, true), call.style().width, ""));
  for (const auto& [language, text] : line.texts) {
    out.line(rule(call.style(), language));
    out.line(wrap_lines(escape_controls(text, true), call.style().width, ""));
  }
}

}  // namespace

void add_canned(Arguments& command, Invocation& invocation) {
  struct Options {
    std::string name;
    std::optional<std::string> ticket;
  };
  auto options = std::make_shared<Options>();
  invocation.action = run_list;  // alone: what there is
  command.add_subcommand("list", _("all of them, with how often they were used"))->callback([&invocation] {
    invocation.action = run_list;
  });
  Arguments* show = command.add_subcommand("show", _("one: its words in every language"));
  show->add_option("NAME", options->name, _("its name; NAME:en for its words in another language"))
      ->required();
  show->add_option("--for", options->ticket, _("as it would be said in this case"))->type_name("T");
  show->callback([&invocation, options] {
    invocation.action = [options](Invocation& call) { run_show(call, options->name, options->ticket); };
  });
  command.footer("urp canned show orari --for 415");
}

}  // namespace urp::cli
