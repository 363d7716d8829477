#include "domain/routing.hpp"

#include <urp/text.hpp>

#include "domain/calendar.hpp"

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

}  // namespace

std::optional<RuleMatch> match_rule(const Settings& settings, const Zone& zone, std::string_view text,
                                    TimePoint presented_at) {
  if (settings.rules.empty()) return std::nullopt;
  const std::string folded = fold_for_matching(text);
  const bool open = opening_at(settings.hours, zone, presented_at).open;
  int number = 0;
  for (const auto& rule : settings.rules) {
    ++number;
    if (!is_time_for(rule, open)) continue;
    if (rule.words.empty()) return RuleMatch{number, &rule, {}};
    for (const auto& word : rule.words) {
      if (has_word(folded, fold_for_matching(word))) return RuleMatch{number, &rule, word};
    }
  }
  return std::nullopt;
}

bool gets_mail(const Settings& settings, const Settings::Service& service) {
  return !settings.mail.url.empty() && !service.mail.empty();
}

}  // namespace urp
