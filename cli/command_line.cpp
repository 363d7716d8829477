#include "command_line.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>

#include <urp/error.hpp>

#include "commands.hpp"
#include "help.hpp"
#include "nearest.hpp"
#include "say.hpp"
#include "ticket_list.hpp"

namespace urp::cli {
namespace {

/// The options that may stand before the verb and take the next word with them.
constexpr std::array valued = {std::string_view("--lang"),     std::string_view("--config"),
                               std::string_view("--database"), std::string_view("--clerk"),
                               std::string_view("--color"),    std::string_view("--now")};

bool is_option(std::string_view word) {
  return word.size() > 1 && word.front() == '-';
}

std::string help_hint(const Verb& verb) {
  return say(_("see: urp {0} --help"), verb.name);
}

Error unknown_verb(const std::string& word) {
  const auto names = verb_names();
  const auto meant = nearest(word, names);
  return Error(Fault::usage, say(_("\"{0}\" is no command of urp"), word),
               meant ? say(_("did you mean: urp {0}"), *meant) : _("see: urp --help"));
}

Error unexpected(const std::string& word, const CLI::App& command, const Verb& verb) {
  if (!is_option(word)) {
    return Error(Fault::usage, say(_("{0}: \"{1}\" is one word too many"), verb.name, word), help_hint(verb));
  }
  const std::string given = word.substr(0, word.find('='));
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  const auto meant = nearest(given, names);
  return Error(Fault::usage, say(_("{0}: there is no option {1}"), verb.name, given),
               meant ? say(_("did you mean: {0}"), *meant) : help_hint(verb));
}

/// CLI11's sentences are English and end with numbers of 100 and more: each becomes one of ours, fault usage.
Error explained(const CLI::ParseError& error, const CLI::App& command, const Verb& verb) {
  const std::string words = error.what();
  const std::string name = words.substr(0, words.find(':'));
  if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError)) {
    const auto extras = command.remaining(true);
    if (!extras.empty()) return unexpected(extras.front(), command, verb);
  }
  if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ArgumentMismatch)) {
    return Error(Fault::usage,
                 say(_("{0}: {1}: a value is missing, or there is one too many"), verb.name, name),
                 help_hint(verb));
  }
  if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::RequiredError)) {
    const std::string missing = words.substr(0, words.find(" is required"));
    const bool is_subcommand = missing.find("subcommand") != std::string::npos;
    return Error(Fault::usage, say(_("{0}: {1} is missing"), verb.name, is_subcommand ? _("WHAT") : missing),
                 help_hint(verb));
  }
  return Error(Fault::usage, say(_("{0}: {1}"), verb.name, words), help_hint(verb));
}

}  // namespace

Outline outline_of(const std::vector<std::string>& arguments) {
  Outline outline;
  bool options_ended = false;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& word = arguments[i];
    if (!options_ended && is_option(word)) {
      const std::string name = word.substr(0, word.find('='));
      std::string value = word.size() > name.size() ? word.substr(name.size() + 1) : "";
      std::vector<std::string> taken = {word};
      if (name == word && std::find(valued.begin(), valued.end(), name) != valued.end() &&
          i + 1 < arguments.size()) {
        value = arguments[++i];
        taken.push_back(value);
      }
      if (name == "--clerk" && outline.verb.empty() && !value.empty()) {
        outline.clerk = value;
        continue;
      }
      outline.words.insert(outline.words.end(), taken.begin(), taken.end());
      options_ended = word == "--";
      if (name == "--lang") outline.lang = value;
      if (name == "--config") outline.config = value;
      if (name == "--database") outline.database = value;
      outline.json |= word == "--json";
      outline.help |= word == "--help" || word == "-h";
      outline.version |= word == "--version";
    } else if (outline.verb.empty()) {
      outline.verb = names_ticket(word) ? "show" : word;
      if (names_ticket(word)) outline.words.push_back(word);
    } else {
      outline.words.push_back(word);
    }
  }
  return outline;
}

void parse_command_line(const Outline& outline, Invocation& invocation) {
  if (outline.verb.empty() && (outline.help || outline.version)) {
    const bool help = outline.help;
    invocation.action = [help](Invocation& call) {
      call.out().put(help ? overall_help() : fmt::format("urp {}\n", version()));
    };
    return;
  }
  const Verb* verb = find_verb(outline.verb.empty() ? "status" : outline.verb);
  if (!verb) throw unknown_verb(outline.verb);
  CLI::App command;
  command.set_help_flag("-h,--help", _("this text"))->group(common_group);
  verb->add(command, invocation);
  add_common_options(command, invocation.common, verb->json);
  invocation.common.clerk = outline.clerk;
  std::vector<std::string> words(outline.words.rbegin(), outline.words.rend());  // as CLI11 wants them
  try {
    command.parse(words);
  } catch (const CLI::CallForHelp&) {
    invocation.action = [text = verb_help(command, *verb)](Invocation& call) { call.out().put(text); };
  } catch (const CLI::ParseError& error) {
    throw explained(error, command, *verb);
  }
}

}  // namespace urp::cli
