// pass_plan.hpp: what sync and notice run would do, of --dry-run.
#pragma once

#include <urp/work.hpp>

#include "invocation.hpp"

namespace urp::cli {

void print_plan(Invocation& call, const PassPlan& plan);

}  // namespace urp::cli
