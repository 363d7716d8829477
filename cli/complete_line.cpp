#include "complete_line.hpp"

#include <algorithm>

#include <urp/query.hpp>

#include "command_line.hpp"
#include "commands.hpp"
#include "complete_values.hpp"
#include "say.hpp"
#include "ticket_list.hpp"

namespace urp::cli {
namespace {

bool is_option(std::string_view word) {
  return word.size() > 1 && word.front() == '-';
}

/// Where the line stands before the word at the cursor.
struct Position {
  std::string verb;
  LinePart grammar;  // of the verb; before it: of `status`, whose common options stand there too
  const LinePart* part = nullptr;    // `show` of `notice show`
  std::size_t arguments = 0;         // behind verb or part
  const LineOption* open = nullptr;  // an option that waits for its value
  bool options_ended = false;

  const LineOption* find_option(std::string_view name) const {
    const LineOption* found = part ? part->find_option(name) : nullptr;
    return found ? found : grammar.find_option(name);
  }
};

void take_word(Position& at, const std::string& word,
               const std::function<LinePart(std::string_view)>& grammar) {
  if (at.open) {
    at.open = nullptr;
  } else if (!at.options_ended && word == "--") {
    at.options_ended = true;
  } else if (!at.options_ended && is_option(word)) {
    const LineOption* option = at.find_option(word.substr(0, word.find('=')));
    if (option && option->takes_value && word.find('=') == word.npos) at.open = option;
  } else if (at.verb.empty()) {
    const bool shown = names_ticket(word);  // `urp 415`
    at.verb = shown ? "show" : word;
    at.grammar = find_verb(at.verb) ? grammar(at.verb) : LinePart();
    at.arguments = shown ? 1 : 0;
  } else if (!at.part && at.arguments == 0 && at.grammar.find_part(word)) {
    at.part = at.grammar.find_part(word);
  } else {
    ++at.arguments;
  }
}

/// What a filter of a search takes; empty: what the clerk alone knows.
std::string_view kind_behind(SearchField field) {
  switch (field) {
    case SearchField::state:
      return "state";
    case SearchField::kind:
      return "kind";
    case SearchField::service:
      return "service";
    case SearchField::tag:
      return "tag";
    case SearchField::clerk:
      return "clerk";
    case SearchField::from:
      return "contact";
    case SearchField::has:
      return "carries";
    case SearchField::word:
    case SearchField::since:
    case SearchField::until:
      return {};
  }
  return {};
}

/// Words of a search: the values behind `state:` and its like, else the saved ones.
void want_query(Wanted& wanted) {
  const auto colon = wanted.typed.find(':');
  if (colon == std::string::npos) {
    wanted.kinds.emplace_back("saved");
    return;
  }
  const std::size_t begin = wanted.typed.starts_with("-") ? 1 : 0;
  const auto field = search_field(std::string_view(wanted.typed).substr(begin, colon - begin));
  const auto kind = field ? kind_behind(*field) : std::string_view();
  if (kind.empty()) return;
  wanted.before += wanted.typed.substr(0, colon + 1);
  wanted.typed.erase(0, colon + 1);
  wanted.kinds.emplace_back(kind);
}

void want_kind(Wanted& wanted, std::string_view kind) {
  if (kind == "query") return want_query(wanted);
  if (kind == "begun_query") return wanted.typed.empty() ? void() : want_query(wanted);  // else: options
  if (kind.starts_with(",")) {
    kind.remove_prefix(1);
    const auto comma = wanted.typed.rfind(',');
    if (comma != std::string::npos) {
      wanted.before += wanted.typed.substr(0, comma + 1);
      wanted.typed.erase(0, comma + 1);
    }
  }
  if (kind == "files") {
    wanted.what = Wanted::What::files;
  } else if (kind == "folders") {
    wanted.what = Wanted::What::folders;
  } else if (!kind.empty()) {
    wanted.kinds.emplace_back(kind);
  }
}

void want_option(Wanted& wanted, const Position& at) {
  const auto add = [&wanted](const LinePart& part) {
    for (const LineOption& option : part.options) {
      if (!option.names.empty()) wanted.candidates.push_back({option.names.front(), option.help});
    }
  };
  if (at.part) add(*at.part);
  add(at.grammar);
}

/// What begins a verb of every day means that one: TAB must not stop at `stat` a hundred times for the sake
/// of the figures, which are wanted once a month.
bool yields(const Verb& verb, const std::string& typed) {
  if (verb.group != VerbGroup::seldom || typed.empty()) return false;
  return std::any_of(verbs().begin(), verbs().end(), [&](const Verb& other) {
    return other.group == VerbGroup::clerk && other.name.starts_with(typed);
  });
}

void want_argument(Wanted& wanted, const Position& at) {
  if (at.verb.empty()) {
    for (const Verb& verb : verbs()) {
      if (!yields(verb, wanted.typed)) wanted.candidates.push_back({std::string(verb.name), _(verb.summary)});
    }
    return;
  }
  if (!at.part && at.arguments == 0) {
    for (const LinePart& part : at.grammar.parts) wanted.candidates.push_back({part.name, part.help});
  }
  for (const std::string& kind : argument_kinds(
           at.verb, at.part ? std::string_view(at.part->name) : std::string_view(), at.arguments)) {
    want_kind(wanted, kind);
  }
}

}  // namespace

Wanted wanted_at(const std::vector<std::string>& words,
                 const std::function<LinePart(std::string_view)>& grammar) {
  Position at;
  at.grammar = grammar("status");
  for (std::size_t i = 1; i + 1 < words.size(); ++i) take_word(at, words[i], grammar);
  Wanted wanted;
  wanted.typed = words.size() > 1 ? words.back() : "";
  if (at.open) {
    want_kind(wanted, option_kind(at.verb, at.open->names.front()));
    return wanted;
  }
  const auto equals = wanted.typed.find('=');
  if (!at.options_ended && is_option(wanted.typed) && equals != std::string::npos) {
    const LineOption* option = at.find_option(wanted.typed.substr(0, equals));
    wanted.before = wanted.typed.substr(0, equals + 1);
    wanted.typed.erase(0, equals + 1);
    if (option) want_kind(wanted, option_kind(at.verb, option->names.front()));
  } else if (!at.options_ended && wanted.typed.starts_with("-")) {
    want_option(wanted, at);
  } else {
    want_argument(wanted, at);
    const bool nothing_known =
        wanted.candidates.empty() && wanted.kinds.empty() && wanted.what == Wanted::What::words;
    if (nothing_known && wanted.typed.empty() && !at.options_ended) want_option(wanted, at);
  }
  return wanted;
}

}  // namespace urp::cli
