#include "language.hpp"

#include <libintl.h>
#include <strings.h>

#include <clocale>
#include <cstdlib>

#include "environment.hpp"

namespace urp::cli {
namespace {

std::optional<std::string> first_set(const char* specific) {
  for (const char* name : {"LC_ALL", specific, "LANG"}) {
    if (auto value = environment(name)) return value;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> language_of(std::string_view locale) {
  const std::string_view word = locale.substr(0, locale.find_first_of("_.@-"));
  for (const std::string_view italian : {"it", "italian", "italiano"}) {
    if (word == italian) return "it";
  }
  for (const std::string_view english : {"en", "english", "inglese"}) {
    if (word == english) return "en";
  }
  return std::nullopt;
}

std::optional<std::string> language_of_locale() {
  const auto locale = first_set("LC_MESSAGES");
  return locale ? language_of(*locale) : std::nullopt;
}

bool is_utf8_locale() {
  const auto locale = first_set("LC_CTYPE");
  if (!locale) return false;
  const std::size_t dot = locale->find('.');
  if (dot == std::string::npos) return false;
  const std::string charset = locale->substr(dot + 1, locale->find('@') - dot - 1);
  return strcasecmp(charset.c_str(), "UTF-8") == 0 || strcasecmp(charset.c_str(), "utf8") == 0;
}

void speak(const std::string& language) {
  if (language == "en") return;  // stands in the code: no catalogue to look for
  // gettext is silent in the locale "C" whatever LANGUAGE says; C.UTF-8 exists everywhere, it_IT may not.
  setlocale(LC_MESSAGES, "C.UTF-8");
  setlocale(LC_CTYPE, "C.UTF-8");  // or the system's own words come without their accents
  setenv("LANGUAGE", language.c_str(), 1);
  bindtextdomain("urp", (prefix() / "share" / "locale").c_str());
  bind_textdomain_codeset("urp", "UTF-8");
}

}  // namespace urp::cli
