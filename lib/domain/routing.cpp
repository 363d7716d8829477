#include "domain/routing.hpp"

#include <algorithm>

#include <urp/text.hpp>

#include "domain/calendar.hpp"
#include "domain/language.hpp"

namespace urp {
namespace {

bool continues_word(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/// Both folded.
bool has_word(std::string_view text, std::string_view word) {
  if (word.empty()) return false;
  for (auto at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
    const auto end = at + word.size();
    const bool starts = at == 0 || !continues_word(text[at - 1]);
    const bool ends = end == text.size() || !continues_word(text[end]);
    if (starts && ends) return true;
  }
  return false;
}

bool is_time_for(const Settings::Rule& rule, bool open) {
  return rule.when == "any" || (rule.when == "open") == open;
}

bool carries_one(const Settings::Rule& rule, const RuleCase& what) {
  return rule.has.empty() || std::any_of(rule.has.begin(), rule.has.end(), [&](const std::string& wanted) {
           return std::find(what.has.begin(), what.has.end(), wanted) != what.has.end();
         });
}

/// The words that make a rule match; empty: it asks for none. None: it does not match.
std::optional<std::string> found_words(const Settings::Rule& rule, std::size_t place, std::string_view folded,
                                       const RulePatterns& patterns) {
  if (rule.words.empty() && rule.patterns.empty()) return std::string();
  for (const auto& word : rule.words) {
    if (has_word(folded, fold_for_matching(word))) return word;
  }
  if (rule.patterns.empty() || !patterns) return std::nullopt;
  return patterns(place, folded);
}

}  // namespace

std::optional<RuleMatch> match_rule(const Settings& settings, const Zone& zone, const RuleCase& what,
                                    const RulePatterns& patterns) {
  if (settings.rules.empty()) return std::nullopt;
  const std::string folded = fold_for_matching(what.text);
  const bool open = opening_at(settings.hours, zone, what.presented_at).open;
  std::optional<std::string> language;  // guessed once, and only when a rule asks
  for (std::size_t place = 0; place < settings.rules.size(); ++place) {
    const auto& rule = settings.rules[place];
    if (!is_time_for(rule, open) || !carries_one(rule, what)) continue;
    if (!rule.language.empty()) {
      if (!language) language = guess_language(what.text);
      if (*language != rule.language) continue;
    }
    if (auto words = found_words(rule, place, folded, patterns))
      return RuleMatch{static_cast<int>(place) + 1, &rule, *std::move(words)};
  }
  return std::nullopt;
}

bool gets_mail(const Settings& settings, const Settings::Service& service) {
  return !settings.mail.url.empty() && !service.mail.empty();
}

}  // namespace urp
