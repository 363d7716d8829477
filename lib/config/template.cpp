#include "config/template.hpp"

#include <urp/settings.hpp>

#include "config/values.hpp"

namespace urp {

std::string settings_template(std::string_view language, const std::filesystem::path& database) {
  const bool italian = language.substr(0, 2) == "it";
  std::string text(italian ? config::template_italian : config::template_english);
  const auto fill = [&](std::string_view mark, const std::string& value) {
    text.replace(text.find(mark), mark.size(), value);
  };
  fill("@language@", config::toml_text(italian ? "it" : "en"));
  fill("@database@", config::toml_text(database.string()));
  return text;
}

}  // namespace urp
