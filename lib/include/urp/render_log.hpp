// render_log.hpp: what a clerk did and may take back, for programs.
#pragma once

#include <span>
#include <string>

#include <urp/api.hpp>
#include <urp/desk/undo.hpp>
#include <urp/time.hpp>

namespace urp {

/// {"deeds":[{"names":["415/9"],"at","verb","ticket","message","event","undo":1,"error":null}]}
URP_API std::string to_json(std::span<const LoggedDeed> log, const Zone& zone);

}  // namespace urp
