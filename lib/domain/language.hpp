// language.hpp: in which language somebody wrote, as far as a few words tell.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace urp {

/// `it`, `en`, `fr`, `es`, `de`, `ro` by their commonest words, `ar`, `zh`, `ru`, `uk`, `bn` by their
/// letters. Empty: it cannot be told.
std::string guess_language(std::string_view text);
/// All that guess_language may say.
std::span<const std::string_view> known_languages();

}  // namespace urp
