// say.hpp: the program's sentences for people. English stands in the code, other languages in lib/po.
#pragma once

#include <fmt/format.h>
#include <libintl.h>

#include <cstdint>
#include <string>
#include <utility>

#ifndef _
#define _(text) dgettext("urp", text)
#endif

namespace urp::cli {

/// `say(_("ticket {0}: not found"), 412)`; arguments are numbered so that a translation may turn them round.
template <class... Args>
std::string say(const char* format, Args&&... args) {
  return fmt::format(fmt::runtime(format), std::forward<Args>(args)...);
}

/// Marks a sentence in a table for the catalogue; `_()` translates it where it is used.
constexpr const char* N_(const char* text) {
  return text;
}

/// One or many, as the language counts.
inline const char* plural(const char* one, const char* many, std::int64_t count) {
  return dngettext("urp", one, many, static_cast<unsigned long>(count));
}

/// The same English word with another meaning elsewhere. `context` is for translators alone.
const char* in_context(const char* context, const char* text);

}  // namespace urp::cli
