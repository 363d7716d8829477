// visible.hpp: whether a text is one for people.
#pragma once

#include <string_view>

#include <urp/api.hpp>

namespace urp {

/// Whether a person sees anything of it: more than blanks, no-break ones too, and invisible characters.
URP_API bool shows_something(std::string_view text);

}  // namespace urp
