// transport_factory.hpp: the door through which liburp.so reaches curl in liburp-net.so. Both sides include
// it.
#pragma once

#include <string>

#include "domain/transport.hpp"

namespace urp {

/// Fills in `transport`. Throws failed when curl cannot be started.
using TransportFactory = void(const std::string& user_agent, Transport& transport);

/// Changes with every change of what crosses the door, so that an older module is refused instead of misread.
inline constexpr const char* transport_factory_name = "urp_transport_v3";

}  // namespace urp
