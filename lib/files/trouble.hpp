// trouble.hpp: what the system says of a file, as an error of urp.
#pragma once

#include <filesystem>
#include <string>

#include <urp/error.hpp>

namespace urp::files {

/// `{file}: {the system's words}`; denied where a permission is missing, conflict where something is there
/// already, failed else. A full disk is called one whatever `hint` says.
[[noreturn]] void throw_trouble(const std::filesystem::path& file, int why, std::string hint = {});

}  // namespace urp::files
