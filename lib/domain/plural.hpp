// plural.hpp: one or many, as the language counts.
#pragma once

#include <cstdint>

#include "domain/say.hpp"

namespace urp {

/// `say(plural("{0} file was lost", "{0} files were lost", count), count)`
inline const char* plural(const char* one, const char* many, std::int64_t count) {
  return dngettext("urp", one, many, static_cast<unsigned long>(count));
}

}  // namespace urp
