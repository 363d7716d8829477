// configuration.hpp: which urp.toml counts, and what it says after options and environment had their word.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <urp/settings.hpp>

namespace urp::cli {

struct Configuration {
  Settings settings;
  std::filesystem::path file;  // empty: there is none, defaults count
  std::string text;            // of the file, for the lines of `config show`
  std::string database_from;   // "--database", "URP_DATABASE", or empty: the file or the default
  std::vector<SettingLine> lines() const;
};

std::filesystem::path system_configuration();
std::filesystem::path user_configuration();
/// --config, URP_CONFIG, the system's file, the user's file: the first that is named or exists.
std::optional<std::filesystem::path> find_configuration(const std::string& config_option);
/// Throws configuration.
Configuration read_configuration(const std::string& config_option, const std::string& database_option);
/// A whole file. Throws configuration when it cannot be read.
std::string read_file(const std::filesystem::path& file);

}  // namespace urp::cli
