// say.hpp: sentences for the person at the terminal. English stands in the code, other languages in lib/po.
#pragma once

#include <fmt/format.h>
#include <libintl.h>

#include <string>
#include <utility>

#ifndef _
#define _(text) dgettext("urp", text)
#endif

namespace urp {

/// `say(_("ticket {0}: not found"), 412)`; arguments are numbered so that a translation may turn them round.
template <class... Args>
std::string say(const char* format, Args&&... args) {
  return fmt::format(fmt::runtime(format), std::forward<Args>(args)...);
}

}  // namespace urp
