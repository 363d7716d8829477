// help.hpp: what --help prints, laid out like the other screens.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace urp::cli {

struct Verb;

/// The group of options that every verb has; they stand last.
inline constexpr const char* common_group = "common";
inline constexpr const char* hidden_group = "";

/// Of one verb; its options are registered in `command`, its example is the footer.
std::string verb_help(const CLI::App& command, const Verb& verb);
/// All verbs, by group.
std::string overall_help();

}  // namespace urp::cli
