// completion_scripts.hpp: what a shell needs to ask urp for the words that may follow. The scripts know no
// word of urp themselves: `urp completion SHELL --line` does, and answers with `words`, `files` or `folders`
// and the words.
#pragma once

#include <string>
#include <string_view>

namespace urp::cli {

/// Of bash, zsh or fish.
std::string_view completion_script(std::string_view shell);

}  // namespace urp::cli
