#include "configuration.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include <urp/error.hpp>

#include "environment.hpp"
#include "say.hpp"

namespace urp::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_bytes = 1'000'000;

fs::path absolute(const std::string& path) {
  return fs::absolute(path).lexically_normal();
}

/// Two clerks never work with two sets of hours: beside an office's file a user's own gives only its [ui].
void add_user_interface(Configuration& configuration) {
  const fs::path own = user_configuration();
  std::error_code unknown;
  if (configuration.file == own || !fs::exists(own, unknown)) return;
  const Settings::Ui ui = parse_user_settings(read_file(own), own.string());
  Settings::Ui& office = configuration.settings.ui;
  if (ui.language) office.language = ui.language;
  if (ui.colour) office.colour = ui.colour;
  if (ui.pager) office.pager = ui.pager;
  if (ui.editor) office.editor = ui.editor;
  if (ui.inbox) office.inbox = ui.inbox;
}

}  // namespace

std::vector<SettingLine> Configuration::lines() const {
  auto lines = list_settings(settings, text, file.string());
  if (!database_from.empty()) {
    for (SettingLine& line : lines) {
      if (line.key == "database.path") line.origin = database_from;
    }
  }
  return lines;
}

fs::path system_configuration() {
  return "/etc/urp/urp.toml";
}
fs::path user_configuration() {
  return config_home() / "urp" / "urp.toml";
}

std::optional<fs::path> find_configuration(const std::string& config_option) {
  if (!config_option.empty()) return absolute(config_option);
  if (const auto named = environment("URP_CONFIG")) return absolute(*named);
  std::error_code unknown;  // a folder that may not be entered holds no configuration for us
  for (const fs::path& file : {system_configuration(), user_configuration()}) {
    if (fs::exists(file, unknown)) return file;
  }
  return std::nullopt;
}

std::string read_file(const fs::path& file) {
  const int fd = open(file.c_str(), O_RDONLY | O_CLOEXEC);
  std::string text;
  char buffer[16384];
  ssize_t got = fd < 0 ? -1 : 0;
  while (fd >= 0 && text.size() <= most_bytes && (got = read(fd, buffer, sizeof buffer)) > 0)
    text.append(buffer, static_cast<std::size_t>(got));
  const int why = errno;
  if (fd >= 0) close(fd);
  if (got < 0) {
    throw Error(Fault::configuration, say(_("{0}: cannot be read: {1}"), file.string(), std::strerror(why)),
                why == ENOENT ? _("name another file with --config, or write one with: urp init")
                              : _("see its owner and mode with: ls -l"));
  }
  if (text.size() > most_bytes) {
    throw Error(Fault::configuration,
                say(_("{0}: longer than {1} bytes, which no configuration is"), file.string(), most_bytes),
                _("name another file with --config, or write one with: urp init"));
  }
  return text;
}

Configuration read_configuration(const std::string& config_option, const std::string& database_option) {
  Configuration found;
  const auto variable = environment("URP_DATABASE");
  if (const auto file = find_configuration(config_option)) {
    found.file = *file;
    found.text = read_file(*file);
    found.settings = parse_settings(found.text, file->string(), file->parent_path());
    add_user_interface(found);
  } else if (database_option.empty() && !variable) {
    throw Error(Fault::configuration,
                say(_("there is no configuration: neither {0} nor {1} exists"),
                    system_configuration().string(), user_configuration().string()),
                _("write one with: urp init"));
  }
  if (!database_option.empty()) {
    found.settings.database.path = absolute(database_option);
    found.database_from = "--database";
  } else if (variable) {
    found.settings.database.path = absolute(*variable);
    found.database_from = "URP_DATABASE";
  }
  return found;
}

}  // namespace urp::cli
