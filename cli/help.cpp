#include "help.hpp"

#include <algorithm>

#include <urp/text.hpp>

#include "arguments.hpp"
#include "commands.hpp"
#include "layout.hpp"
#include "say.hpp"

namespace urp::cli {
namespace {

/// As wide as the screen, and no wider than a page: on a narrow one what an option does stands beneath it.
struct Page {
  int width, first_column;
  explicit Page(int screen) : width(std::min(screen, 80)), first_column(width < 60 ? 4 : 22) {}

  std::string paragraph(const std::string& text) const { return wrap_lines(text, width, "") + "\n"; }
  /// `  head                description`, wrapped beside itself; a long head has a line of its own.
  std::string entry(const std::string& head, const std::string& description) const {
    const std::string indent(static_cast<std::size_t>(first_column), ' ');
    std::string text = pad_right("  " + head, first_column);
    if (display_width("  " + head) > first_column - 2)
      text = "  " + wrap_lines(head, width - 4, "    ") + "\n" + indent;
    return text + wrap_lines(description, width - first_column, indent) + "\n";
  }
};

std::string joined_names(const Argument& argument) {
  std::string names;
  for (const auto* some : {&argument.short_names(), &argument.long_names()}) {
    for (const std::string& name : *some) names += (names.empty() ? "" : ", ") + name;
  }
  return names;
}

std::string option_head(const Argument& argument) {
  if (argument.is_positional()) return argument.name();
  const std::string head = joined_names(argument);
  if (!argument.takes_value() || argument.type().empty()) return head;
  const bool may_lack = argument.shape() == Argument::Shape::optional;
  return head + (may_lack ? "[=" + argument.type() + "]" : " " + argument.type());
}

std::string usage_of(const Arguments& command, std::string_view verb) {
  std::string usage = fmt::format("urp {}", verb);
  if (!command.parts().empty()) {
    usage += command.is_part_required() ? fmt::format(" {}", _("WHAT")) : fmt::format(" [{}]", _("WHAT"));
  }
  usage += std::string(" [") + _("OPTIONS") + "]";
  for (const auto& argument : command.all()) {
    if (!argument->is_positional()) continue;
    std::string name = argument->name();
    if (argument->shape() == Argument::Shape::words) name += "...";
    usage += argument->is_required() ? " " + name : " [" + name + "]";
  }
  return usage;
}

std::string entries(const Page& page, const Arguments& command, bool common) {
  std::string text = common ? page.entry("-h, --help", _("this text")) : "";
  for (const auto& argument : command.all()) {
    if (argument->group() == hidden_group) continue;
    if ((argument->group() == common_group) != common) continue;
    text += page.entry(option_head(*argument), argument->description());
  }
  return text;
}

std::string section(const char* title, const std::string& body) {
  return body.empty() ? "" : fmt::format("\n{}\n{}", title, body);
}

std::string group_of(const Page& page, VerbGroup group) {
  std::string text;
  for (const Verb& verb : verbs()) {
    if (verb.group == group) text += page.entry(std::string(verb.name), _(verb.summary));
  }
  return text;
}

}  // namespace

std::string verb_help(const Arguments& command, const Verb& verb, int screen_width) {
  const Page page(screen_width);
  std::string parts;
  for (const auto& part : command.parts()) {
    parts += page.entry(part->name(), part->description());
    for (const auto& argument : part->all()) {
      parts += page.entry("  " + option_head(*argument), argument->description());
    }
  }
  std::string text = page.paragraph(fmt::format("urp {}: {}", verb.name, _(verb.summary))) + "\n" +
                     page.paragraph(fmt::format("{} {}", _("Usage:"), usage_of(command, verb.name)));
  text += section(_("What:"), parts);
  text += section(_("Options:"), entries(page, command, false));
  text += section(_("Options of every verb:"), entries(page, command, true));
  text += section(_("Example:"), "  " + wrap_lines(command.example(), page.width - 4, "    ") + "\n");
  return text;
}

std::string overall_help(int screen_width) {
  const Page page(screen_width);
  std::string text = page.paragraph(_("urp: the WhatsApp desk of a public relations office")) + "\n";
  text += page.paragraph(std::string(_("Usage:")) + " urp [" + _("VERB") + "] [" + _("OPTIONS") + "]");
  text += section(_("Every day, for clerks:"), group_of(page, VerbGroup::clerk));
  text += section(_("Now and then:"), group_of(page, VerbGroup::seldom));
  text += section(_("For the machine and its administrator:"), group_of(page, VerbGroup::machine));
  text += "\n" +
          page.paragraph(_("urp VERB --help says more of each; urp --version says which urp this is.")) +
          "\n";
  text += page.paragraph(
      _("Exit status: 0 done, 1 failed, 2 usage, 3 not found, 4 permission, 6 window closed, 7 conflict, "
        "8 partly done, 9 refused, 10 outcome unknown, 20 and 21 schema, 75 busy, 78 configuration, 130 "
        "interrupted."));
  return text;
}

}  // namespace urp::cli
