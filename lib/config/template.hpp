// template.hpp: the texts of settings_template. `@language@` and `@database@` are filled in, as TOML texts.
// A line that begins with "# " is prose; one that begins with "#" and a letter or "[" is a setting to switch
// on.
#pragma once

#include <string_view>

namespace urp::config {

extern const std::string_view template_italian;
extern const std::string_view template_english;

}  // namespace urp::config
