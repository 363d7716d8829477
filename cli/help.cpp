#include "help.hpp"

#include <urp/text.hpp>

#include "arguments.hpp"
#include "commands.hpp"
#include "layout.hpp"
#include "say.hpp"

namespace urp::cli {
namespace {

constexpr int first_column = 22, help_width = 80;

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

/// `  head                description`, wrapped beside itself; a long head has a line of its own.
std::string entry(const std::string& head, const std::string& description) {
  const std::string indent(first_column, ' ');
  std::string text = pad_right("  " + head, first_column);
  if (display_width("  " + head) > first_column - 2) text = "  " + head + "\n" + indent;
  return text + wrap_lines(description, help_width - first_column, indent) + "\n";
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

std::string entries(const Arguments& command, bool common) {
  std::string text = common ? entry("-h, --help", _("this text")) : "";
  for (const auto& argument : command.all()) {
    if (argument->group() == hidden_group) continue;
    if ((argument->group() == common_group) != common) continue;
    text += entry(option_head(*argument), argument->description());
  }
  return text;
}

std::string section(const char* title, const std::string& body) {
  return body.empty() ? "" : fmt::format("\n{}\n{}", title, body);
}

std::string group_of(VerbGroup group) {
  std::string text;
  for (const Verb& verb : verbs()) {
    if (verb.group == group) text += entry(std::string(verb.name), _(verb.summary));
  }
  return text;
}

}  // namespace

std::string verb_help(const Arguments& command, const Verb& verb) {
  std::string parts;
  for (const auto& part : command.parts()) {
    parts += entry(part->name(), part->description());
    for (const auto& argument : part->all()) {
      parts += entry("  " + option_head(*argument), argument->description());
    }
  }
  std::string text = fmt::format("urp {}: {}\n\n{} {}\n", verb.name, _(verb.summary), _("Usage:"),
                                 usage_of(command, verb.name));
  text += section(_("What:"), parts);
  text += section(_("Options:"), entries(command, false));
  text += section(_("Options of every verb:"), entries(command, true));
  text += section(_("Example:"), "  " + command.example() + "\n");
  return text;
}

std::string overall_help() {
  std::string text = std::string(_("urp: the WhatsApp desk of a public relations office")) + "\n\n";
  text += std::string(_("Usage:")) + " urp [" + _("VERB") + "] [" + _("OPTIONS") + "]\n";
  text += section(_("Every day, for clerks:"), group_of(VerbGroup::clerk));
  text += section(_("For the machine and its administrator:"), group_of(VerbGroup::machine));
  text += "\n" + wrap_lines(_("urp VERB --help says more of each; urp --version says which urp this is."),
                            help_width, "");
  text +=
      "\n" +
      wrap_lines(
          _("Exit status: 0 done, 1 failed, 2 usage, 3 not found, 4 permission, 6 window closed, 7 conflict, "
            "8 partly done, 9 refused, 10 outcome unknown, 20 and 21 schema, 75 busy, 78 configuration, 130 "
            "interrupted."),
          help_width, "") +
      "\n";
  return text;
}

}  // namespace urp::cli
