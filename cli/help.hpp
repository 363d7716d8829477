// help.hpp: what --help prints, laid out like the other screens.
#pragma once

#include <string>

namespace urp::cli {

class Arguments;
struct Verb;

/// Of one verb; its options are registered in `command`, its example is the footer.
std::string verb_help(const Arguments& command, const Verb& verb, int screen_width);
/// All verbs, by group.
std::string overall_help(int screen_width);

}  // namespace urp::cli
