#include "domain/subscription.hpp"

#include <algorithm>
#include <array>
#include <string>

#include <urp/text.hpp>

namespace urp {
namespace {

constexpr std::size_t longest_keyword = 200;  // bytes
constexpr std::array<std::string_view, 12> stop_words = {
    "stop",       "stop all",     "stopall",        "basta",       "cancellami",         "cancellatemi",
    "disiscrivi", "disiscrivimi", "disiscrivetemi", "unsubscribe", "annulla iscrizione", "opt out"};

}  // namespace

std::optional<SubscriptionWish> read_wish(const Settings& settings, std::string_view text) {
  if (text.size() > longest_keyword) return std::nullopt;
  const std::string folded = fold_for_matching(text);
  if (folded.empty()) return std::nullopt;
  const auto matches = [&folded](const std::string& word) { return fold_for_matching(word) == folded; };
  for (const auto& topic : settings.topics) {
    if (std::any_of(topic.on.begin(), topic.on.end(), matches))
      return SubscriptionWish{SubscriptionWish::Kind::on, &topic};
    if (std::any_of(topic.off.begin(), topic.off.end(), matches))
      return SubscriptionWish{SubscriptionWish::Kind::off, &topic};
  }
  if (is_stop_word(text)) return SubscriptionWish{};
  return std::nullopt;
}

bool is_stop_word(std::string_view text) {
  return std::find(stop_words.begin(), stop_words.end(), fold_for_matching(text)) != stop_words.end();
}

const Settings::Topic* find_topic(const Settings& settings, std::string_view slug) {
  const auto found = std::find_if(settings.topics.begin(), settings.topics.end(),
                                  [slug](const Settings::Topic& topic) { return topic.slug == slug; });
  return found == settings.topics.end() ? nullptr : &*found;
}

}  // namespace urp
