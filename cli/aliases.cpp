#include "aliases.hpp"

#include <urp/error.hpp>

#include "commands.hpp"
#include "say.hpp"
#include "ticket_list.hpp"

namespace urp::cli {
namespace {

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  bool inside = false;  // of a word
  char quote = 0;
  for (const char c : text) {
    if (quote != 0 ? c == quote : c == '"' || c == '\'') {
      quote = quote != 0 ? 0 : c;
      if (!inside) words.emplace_back();
      inside = true;
    } else if (c == ' ' && quote == 0) {
      inside = false;
    } else {
      if (!inside) words.emplace_back();
      inside = true;
      words.back() += c;
    }
  }
  return words;
}

}  // namespace

std::vector<std::string> find_alias(const Aliases& aliases, std::string_view word) {
  const auto found = aliases.find(std::string(word));
  if (found == aliases.end()) return {};
  const auto words = words_of(found->second);
  if (!words.empty() && find_verb(words.front())) return words;
  throw Error(
      Fault::configuration,
      say(_("[alias] {0}: \"{1}\" does not begin with a command of urp"), found->first, found->second),
      "[alias] mie = \"inbox --mine\"");
}

void check_aliases(const Aliases& aliases) {
  for (const auto& [name, words] : aliases) {
    if (find_verb(name)) {
      throw Error(Fault::configuration, say(_("[alias] {0}: this is a command of urp already"), name),
                  _("choose another name"));
    }
    if (names_tickets(name)) {
      throw Error(Fault::configuration, say(_("[alias] {0}: this names a ticket already"), name),
                  _("choose another name"));
    }
    find_alias(aliases, name);
  }
}

}  // namespace urp::cli
