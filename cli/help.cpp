#include "help.hpp"

#include <CLI/CLI.hpp>

#include <urp/text.hpp>

#include "commands.hpp"
#include "layout.hpp"
#include "say.hpp"

namespace urp::cli {
namespace {

constexpr int first_column = 22, help_width = 80;

std::string joined_names(const CLI::Option& option) {
  std::string names;
  for (const std::string& name : option.get_snames()) names += (names.empty() ? "-" : ", -") + name;
  for (const std::string& name : option.get_lnames()) names += (names.empty() ? "--" : ", --") + name;
  return names;
}

bool takes_value(const CLI::Option& option) {
  return option.get_expected_max() > 0 && !option.get_type_name().empty();
}

std::string option_head(const CLI::Option& option) {
  if (option.get_positional()) return option.get_name(true);
  std::string head = joined_names(option);
  if (!takes_value(option)) return head;
  return head + (option.get_expected_min() == 0 ? "[=" + option.get_type_name() + "]"
                                                : " " + option.get_type_name());
}

/// `  head                description`, wrapped beside itself; a long head has a line of its own.
std::string entry(const std::string& head, const std::string& description) {
  const std::string indent(first_column, ' ');
  std::string text = pad_right("  " + head, first_column);
  if (display_width("  " + head) > first_column - 2) text = "  " + head + "\n" + indent;
  return text + wrap_lines(description, help_width - first_column, indent) + "\n";
}

std::string usage_of(const CLI::App& command, std::string_view verb) {
  std::string usage = fmt::format("urp {}", verb);
  if (!command.get_subcommands({}).empty()) {
    const bool required = command.get_require_subcommand_min() > 0;
    usage += required ? fmt::format(" {}", _("WHAT")) : fmt::format(" [{}]", _("WHAT"));
  }
  usage += std::string(" [") + _("OPTIONS") + "]";
  for (const CLI::Option* option : command.get_options()) {
    if (!option->get_positional()) continue;
    std::string name = option->get_name(true);
    if (option->get_expected_max() > 1) name += "...";
    usage += option->get_required() ? " " + name : " [" + name + "]";
  }
  return usage;
}

std::string entries(const CLI::App& command, bool common) {
  std::string text;
  for (const CLI::Option* option : command.get_options()) {
    if (option->get_group() == hidden_group) continue;
    if ((option->get_group() == common_group) != common) continue;
    text += entry(option_head(*option), option->get_description());
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

std::string verb_help(const CLI::App& command, const Verb& verb) {
  std::string parts;
  for (const CLI::App* part : command.get_subcommands({})) {
    parts += entry(part->get_name(), part->get_description());
    for (const CLI::Option* option : part->get_options()) {
      if (option->get_name() != "--help")
        parts += entry("  " + option_head(*option), option->get_description());
    }
  }
  std::string text = fmt::format("urp {}: {}\n\n{} {}\n", verb.name, _(verb.summary), _("Usage:"),
                                 usage_of(command, verb.name));
  text += section(_("What:"), parts);
  text += section(_("Options:"), entries(command, false));
  text += section(_("Options of every verb:"), entries(command, true));
  text += section(_("Example:"), "  " + command.get_footer() + "\n");
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
