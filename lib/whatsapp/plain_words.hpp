// plain_words.hpp: what a person wrote in something whose shape urp does not know: found by the names under
// which people's words usually stand.
#pragma once

#include <string>

#include "whatsapp/element.hpp"

namespace urp::whatsapp {

/// A line each, in the order of their names; ids, links and codes are no words.
std::string plain_words(const Json& value);

}  // namespace urp::whatsapp
