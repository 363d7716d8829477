// render_lines.hpp: long lists for programs, one JSON object a line, so that a reader need not hold them all.
#pragma once

#include <span>
#include <string>

#include <urp/api.hpp>
#include <urp/time.hpp>

namespace urp {
struct ContactLine;
struct OutboxResult;

/// Messages first, then letters, each with a line end.
URP_API std::string to_json_lines(const OutboxResult& result, const Zone& zone);
URP_API std::string to_json_lines(std::span<const ContactLine> contacts, const Zone& zone);

}  // namespace urp
