// suspicion.hpp: what the rules of [moderation] say of a message before anybody has read it. They mark; a
// clerk judges, and nothing is removed by them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <urp/settings.hpp>

namespace urp {

struct Suspicion {
  std::string rule;  // words, links, flood
  std::string word;  // of the list
};
/// `in_a_minute`: how many messages this person sent within the last one, this one among them.
std::optional<Suspicion> suspect(const Settings::Moderation& rules, std::string_view text, int in_a_minute);
/// An address of the web: `https://...`, `www....`, `bit.ly/...`.
bool has_link(std::string_view text);

}  // namespace urp
