// environment.hpp: variables, folders and names that the system gives a process.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace urp::cli {

/// Set and not empty.
std::optional<std::string> environment(const char* name);
/// $XDG_CONFIG_HOME, $XDG_DATA_HOME, $XDG_CACHE_HOME, or what stands for them under the home folder.
std::filesystem::path config_home();
std::filesystem::path data_home();
std::filesystem::path cache_home();
/// The login of the process, from the password file: variables can say anything.
std::string login_name();
bool is_root();
/// The folder that holds bin/ and share/: of the build or of the installation.
std::filesystem::path prefix();
/// A program on PATH.
bool is_on_path(const std::string& program);

}  // namespace urp::cli
