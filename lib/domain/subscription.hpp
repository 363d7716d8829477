// subscription.hpp: what a citizen's word asks of the notices: those of one topic, no more of them, none at
// all.
#pragma once

#include <optional>
#include <string_view>

#include <urp/settings.hpp>

namespace urp {

struct SubscriptionWish {
  enum class Kind { on, off, stop } kind = Kind::stop;
  const Settings::Topic* topic = nullptr;  // of the settings that were asked; stop: none
};

/// The whole message is a keyword of a topic, or STOP in Italian or English; case, accents, blanks and final
/// punctuation are ignored.
std::optional<SubscriptionWish> read_wish(const Settings& settings, std::string_view text);

/// STOP, BASTA and their like, which end all subscriptions at once.
bool is_stop_word(std::string_view text);

const Settings::Topic* find_topic(const Settings& settings, std::string_view slug);

}  // namespace urp
