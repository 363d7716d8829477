// own_configuration.hpp: the configuration itself is no place for what a command writes.
#pragma once

#include <string>

namespace urp::cli {

class Invocation;

/// By whatever name or link: the file that counts for this call, the system's, the user's. Throws usage.
void refuse_configuration(Invocation& call, const std::string& target);

}  // namespace urp::cli
