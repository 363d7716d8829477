// exit_status.hpp: the one place where a kind of failure becomes a number.
#pragma once

#include <urp/error.hpp>

namespace urp::cli {

int exit_status(Fault fault);

}  // namespace urp::cli
