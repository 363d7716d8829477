#include "say.hpp"

namespace urp::cli {

const char* in_context(const char* context, const char* text) {
  // The catalogue joins context and text with EOT; dgettext gives its argument back when there is no
  // translation.
  const std::string key = std::string(context) + '\004' + text;
  const char* found = dgettext("urp", key.c_str());
  return found == key.c_str() ? text : found;
}

}  // namespace urp::cli
