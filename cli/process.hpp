// process.hpp: what a call of urp puts in order about its own process before it does anything else.
#pragma once

#include <urp/office.hpp>

namespace urp::cli {

/// Gives 0, 1 and 2 a meaning when whoever started us closed them, so that no file that is opened later gets
/// the number of a standard stream and with it what is written for people; leaves no core file behind, which
/// would hold tokens and citizens' words.
void settle_process();

/// URP_TOKEN, URP_APP_SECRET and URP_VERIFY_TOKEN. The first call takes them out of the environment: editor,
/// pager and whatever else is started from here have no use for them.
const Secrets& environment_secrets();

}  // namespace urp::cli
