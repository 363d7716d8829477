// remote.hpp: the half of the office that reaches out of this machine; for `work` alone.
#pragma once

#include <string>

#include "domain/transport.hpp"

namespace urp {

/// Curl, loaded with liburp-net.so at the first call. Throws failed when the module is missing or does not
/// fit. One transport serves one thread.
Transport load_transport(const std::string& user_agent);

}  // namespace urp
