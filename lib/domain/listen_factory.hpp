// listen_factory.hpp: the door through which liburp.so reaches the HTTP loop in liburp-net.so. Both sides
// include it.
#pragma once

#include <urp/listen.hpp>

namespace urp {

using ListenFactory = Server*(const ServerSettings& settings, Prepare prepare, Commit commit, Idle idle,
                              Refused refused);

/// Changes with every change of what crosses the door, so that an older module is refused instead of misread.
inline constexpr const char* listen_factory_name = "urp_listen_v2";

}  // namespace urp
