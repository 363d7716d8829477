// spelling.hpp: how far a word is from the one that was probably meant.
#pragma once

#include <string_view>

#include <urp/api.hpp>

namespace urp {

/// Letters left out, added, replaced, and neighbours that changed places: each is one slip.
URP_API int count_slips(std::string_view a, std::string_view b);

}  // namespace urp
