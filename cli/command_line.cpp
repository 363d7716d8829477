#include "command_line.hpp"

#include <algorithm>
#include <array>

#include <urp/error.hpp>

#include "aliases.hpp"
#include "arguments.hpp"
#include "choose_ticket.hpp"
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

/// The only one that begins so, else the one with the fewest slips. It is never done for that: a wrong guess
/// would act.
std::optional<std::string> word_meant(const std::string& word, const std::vector<std::string>& names) {
  const auto begins = [&word](const std::string& name) { return !word.empty() && name.starts_with(word); };
  const auto first = std::find_if(names.begin(), names.end(), begins);
  if (first != names.end() && std::none_of(first + 1, names.end(), begins)) return *first;
  return nearest(word, names);
}

/// The configuration may be missing or wrong: whose verb needs it says so.
Aliases known_aliases(Invocation& invocation) {
  try {
    return invocation.configuration().settings.aliases;
  } catch (const Error&) {
    return {};
  }
}

/// With a word of the office's own in the place of the verb, what it stands for.
Outline without_alias(const Outline& outline, Invocation& invocation) {
  if (outline.verb.empty() || find_verb(outline.verb)) return outline;
  std::vector<std::string> words = find_alias(known_aliases(invocation), outline.verb);
  if (words.empty()) return outline;
  words.insert(words.end(), outline.words.begin(), outline.words.end());
  Outline meant = outline_of(words);
  meant.clerk = outline.clerk;
  return meant;
}

Error unknown_verb(const std::string& word) {
  const auto names = verb_names();
  const auto meant = word_meant(word, names);
  return Error(Fault::usage, say(_("\"{0}\" is no command of urp"), word),
               meant ? say(_("did you mean: urp {0}"), *meant) : _("see: urp --help"));
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
    } else if (word.empty() && outline.verb.empty()) {
      outline.blank_verb = true;
    } else if (outline.verb.empty()) {
      outline.verb = names_ticket(word) ? "show" : word;
      if (names_ticket(word)) outline.words.push_back(word);
    } else {
      outline.words.push_back(word);
    }
  }
  return outline;
}

void parse_command_line(const Outline& typed, Invocation& invocation) {
  const Outline outline = without_alias(typed, invocation);
  if (outline.blank_verb) throw unknown_verb("");
  if (outline.verb.empty() && (outline.help || outline.version)) {
    const bool help = outline.help;
    invocation.action = [help](Invocation& call) {
      call.out().put(help ? overall_help(call.style().width) : fmt::format("urp {}\n", version()));
    };
    return;
  }
  const Verb* verb = find_verb(outline.verb.empty() ? "status" : outline.verb);
  if (!verb) throw unknown_verb(outline.verb);
  Arguments command;
  verb->add(command, invocation);
  add_common_options(command, invocation.common, verb->json);
  invocation.common.clerk = outline.clerk;
  std::vector<std::string> words = outline.words;
  if (words.empty()) {
    if (auto chosen = choose_ticket(invocation, verb->name)) words.push_back(std::move(*chosen));
  }
  if (command.parse(verb->name, words) == Arguments::Outcome::help) {
    invocation.action = [text = verb_help(command, *verb, invocation.style().width)](Invocation& call) {
      call.out().put(text);
    };
  }
}

}  // namespace urp::cli
