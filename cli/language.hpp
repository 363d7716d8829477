// language.hpp: in which language urp speaks to the person at the terminal.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace urp::cli {

/// "it" or "en" out of "it_IT.UTF-8", "en", "italiano" ...; nothing for others, C and POSIX.
std::optional<std::string> language_of(std::string_view locale);
/// What LC_ALL, LC_MESSAGES and LANG say, the first that is set.
std::optional<std::string> language_of_locale();
/// Whether the locale's characters are UTF-8.
bool is_utf8_locale();
/// From now on sentences come in this language, also where only C.UTF-8 is installed.
void speak(const std::string& language);

}  // namespace urp::cli
