// fact_words.hpp: what WhatsApp says of a message beside its content, one line each, in people's words.
#pragma once

#include <string>

namespace urp::cli {

/// Empty for what is a code for programs, which --json has, and for what is said elsewhere.
std::string fact_words(const std::string& name, const std::string& value);

}  // namespace urp::cli
