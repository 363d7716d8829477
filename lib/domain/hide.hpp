// hide.hpp: secrets that somebody else quotes back to us are hidden by their value.
#pragma once

#include <string>
#include <string_view>

namespace urp {

/// As it is, as it stands in an address or in JSON, and in base64: each becomes `mark`.
void hide_secret(std::string& text, std::string_view secret, std::string_view mark);
std::string base64(std::string_view bytes);

}  // namespace urp
