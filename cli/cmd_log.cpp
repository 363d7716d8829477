// urp log: what this terminal session did, and what of it can still be taken back.
#include <memory>

#include <urp/desk/undo.hpp>
#include <urp/error.hpp>
#include <urp/render_log.hpp>
#include <urp/text.hpp>

#include "arguments.hpp"
#include "commands.hpp"
#include "event_words.hpp"
#include "invocation.hpp"
#include "layout.hpp"
#include "options.hpp"
#include "say.hpp"
#include "times.hpp"
#include "undone.hpp"

namespace urp::cli {
namespace {

struct LogOptions {
  bool mine = false;
  int limit = 20;
};

std::string names_of(const LoggedDeed& one) {
  std::string names;
  for (const std::string& name : undone_names(one.what)) names += (names.empty() ? "" : " ") + name;
  return names;
}

std::string undo_mark(const LoggedDeed& one) {
  return one.undo ? std::to_string(*one.undo) : "-";
}

void show(Invocation& call, const std::vector<LoggedDeed>& log) {
  Printer& out = call.out();
  const TerminalStyle& style = out.style();
  const Office& office = call.office();
  const Telling telling{style, office.zone(), office.now()};
  constexpr int time_width = 11, name_width = 8;  // `19 nov 2025`, `URP-4150`
  constexpr int columns = 5 + time_width + 2 + name_width + 2, least = 30;
  const bool beside = style.width - columns >= least;
  for (const LoggedDeed& one : log) {
    const Event& event = one.what.deed;
    const std::string head = pad_left(undo_mark(one), 3) + "  " +
                             pad_right(short_time(event.at, office.now(), office.zone()), time_width) + "  " +
                             pad_right(one_line(names_of(one)), name_width) + "  ";
    std::string words = event_words(event, telling);
    if (one.why) words += ": " + one_line(one.why->what());
    if (!beside) out.line(head);
    out.line(field_line(beside ? head : "", words, beside ? columns : 5, style.width));
  }
  out.line(rule(style));
  out.sentence(_("1 is taken back by the next urp undo, 2 by the one after it; - stays"));
}

void run(Invocation& call, const LogOptions& options) {
  Office& office = call.office();
  auto commands = all_deeds(desk_of(call));
  if (options.limit > 0 && std::ssize(commands) > options.limit)
    commands.resize(static_cast<std::size_t>(options.limit));
  const auto log = list_undoable(office, commands);
  if (call.common.json) return call.out().line(to_json(log, office.zone()));
  if (!call.style().screen) {
    for (const LoggedDeed& one : log) {
      const Event& event = one.what.deed;
      call.out().row({one.undo ? std::to_string(*one.undo) : "", iso_time(event.at, office.zone()),
                      names_of(one), event.verb, std::to_string(event.id.value),
                      one.why ? fault_name(one.why->fault()) : ""});
    }
    return;
  }
  if (log.empty())
    return call.out().sentence(_("this terminal session has done nothing that could be taken back"));
  show(call, log);
}

}  // namespace

void add_log(Arguments& command, Invocation& invocation) {
  auto options = std::make_shared<LogOptions>();
  command.add_flag("--mine", options->mine, _("what you did at this terminal, as without it"));
  add_count(command, "-n,--limit", options->limit, _("of the last N commands (0 = all that are remembered)"));
  command.footer("urp log --mine");
  invocation.action = [options](Invocation& call) { run(call, *options); };
}

}  // namespace urp::cli
