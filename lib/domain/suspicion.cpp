#include "domain/suspicion.hpp"

#include <algorithm>
#include <cctype>

#include "domain/fold.hpp"
#include "domain/names.hpp"

namespace urp {
namespace {

bool is_host_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '-';
}

/// `name.it/...`: what people type when they leave the scheme out.
bool is_bare_link(std::string_view text, std::size_t slash) {
  std::size_t begin = slash;
  while (begin > 0 && is_host_character(text[begin - 1])) --begin;
  const std::string_view host = text.substr(begin, slash - begin);
  const std::size_t dot = host.rfind('.');
  if (dot == host.npos || dot == 0 || host.size() - dot < 3) return false;
  const std::string_view top = host.substr(dot + 1);
  const bool letters = std::all_of(top.begin(), top.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  return letters && slash + 1 < text.size() && text[slash + 1] > ' ';
}

bool has_phrase(const std::vector<std::string>& text, const std::vector<std::string>& phrase) {
  return !phrase.empty() && std::search(text.begin(), text.end(), phrase.begin(), phrase.end()) != text.end();
}

}  // namespace

bool has_link(std::string_view text) {
  const std::string lower = lower_ascii(text);
  for (const std::string_view begin : {"http://", "https://", "www."}) {
    for (std::size_t at = lower.find(begin); at != lower.npos; at = lower.find(begin, at + 1)) {
      const bool starts = at == 0 || !is_host_character(lower[at - 1]);
      if (starts && at + begin.size() < lower.size() && is_host_character(lower[at + begin.size()]))
        return true;
    }
  }
  for (std::size_t at = lower.find('/'); at != lower.npos; at = lower.find('/', at + 1)) {
    if (is_bare_link(lower, at)) return true;
  }
  return false;
}

std::optional<Suspicion> suspect(const Settings::Moderation& rules, std::string_view text, int in_a_minute) {
  if (!rules.words.empty() && !text.empty()) {
    const auto words = fold_words(text).words;
    for (const std::string& word : rules.words) {
      if (has_phrase(words, fold_words(word).words)) return Suspicion{"words", word};
    }
  }
  if (rules.links && has_link(text)) return Suspicion{"links", {}};
  if (rules.flood > 0 && in_a_minute > rules.flood) return Suspicion{"flood", {}};
  return std::nullopt;
}

}  // namespace urp
