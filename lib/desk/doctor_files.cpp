#include "desk/doctor_files.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <set>

#include "domain/say.hpp"
#include "office/local.hpp"
#include "office/secret.hpp"

namespace urp {
namespace {

using Level = Finding::Level;

constexpr mode_t others = 07, others_write = 02, group_write = 020;

std::optional<mode_t> mode_of(const std::filesystem::path& path) {
  struct stat file {};
  if (::stat(path.c_str(), &file) != 0) return std::nullopt;
  return file.st_mode & 07777;
}

bool exists(const std::filesystem::path& path) {
  std::error_code none;
  return std::filesystem::exists(path, none);
}

}  // namespace

std::vector<Finding> examine_files(Office& office, const std::filesystem::path& configuration) {
  std::vector<Finding> findings;
  const auto look = [&](const std::filesystem::path& path, mode_t forbidden, const char* what,
                        const char* cure) {
    const auto mode = mode_of(path);
    if (mode && (*mode & forbidden) != 0)
      findings.push_back({Level::broken, "modes", say(what, path.string()), cure});
  };
  if (!configuration.empty()) {
    look(configuration, others_write | group_write, _("{0}: others than its owner may write it"),
         _("who can write it says where messages go: chmod 644, owner root"));
  }
  const auto& settings = office.settings();
  const std::filesystem::path chosen[] = {configuration, settings.whatsapp.token_file,
                                          settings.whatsapp.app_secret_file,
                                          settings.whatsapp.verify_token_file, settings.mail.password_file};
  std::set<std::filesystem::path> folders;
  for (const auto& file : chosen) {
    if (!file.empty()) folders.insert(std::filesystem::absolute(file).parent_path());
  }
  for (const auto& path : folders) {
    // In a sticky one nobody moves away what is another's.
    const auto mode = mode_of(path);
    if (mode && (*mode & S_ISVTX) == 0)
      look(path, others_write, _("{0}: everybody may put other files in the place of the office's"),
           _("a folder of urp.toml or of a secret is written by its owner alone: chmod 755"));
  }
  look(settings.audit.head, others_write | group_write, _("{0}: others than its owner may write it"),
       _("who can write it can hide what was changed: chmod 640"));
  const auto& database = office.local().store->path();
  const auto folder = std::filesystem::absolute(database).parent_path();
  look(folder, others, _("{0}: everybody may look into it"),
       _("the folder of the data is for the office's group alone: chmod 2770"));
  look(database, others, _("{0}: everybody may read it"), _("chmod 660, group of the office"));
  if (findings.empty()) {
    findings.push_back({Level::fine, "modes", say(_("{0}: for the office alone"), folder.string()), {}});
  }
  return findings;
}

std::vector<Finding> examine_door(Office& office) {
  constexpr std::size_t short_token = 8;
  constexpr const char* authorities = "/etc/ssl/certs/ca-certificates.crt";  // where Debian's curl looks
  std::vector<Finding> findings;
  const auto& settings = office.settings();
  const std::string& address = settings.listen.address;
  if (address.starts_with("unix:") ||
      is_loopback("http://" + (address.find(':') == std::string::npos ? address : "[" + address + "]"))) {
    findings.push_back({Level::fine, "address", say(_("[listen] address: {0}"), address), {}});
  } else {
    findings.push_back({Level::broken, "address",
                        say(_("[listen] address: {0}: other machines reach it, without TLS"), address),
                        _("listen on 127.0.0.1 or on a unix: socket, behind a web server with HTTPS")});
  }
  const auto& secrets = office.local().options.secrets;
  try {
    const auto signing = secrets.app_secret
                             ? split_secrets(*secrets.app_secret, "URP_APP_SECRET")
                             : read_secrets(settings.whatsapp.app_secret_file, "whatsapp.app_secret_file");
    const bool guessed = std::any_of(signing.begin(), signing.end(),
                                     [](const std::string& secret) { return secret.size() < short_token; });
    if (guessed) {
      findings.push_back(
          {Level::broken, "app_secret",
           _("the app secret can be guessed: it is too short, and who knows it signs webhooks"),
           _("copy it whole from the app's dashboard, where it has 32 characters")});
    }
  } catch (const Error&) {
    // A finding of its own, as with the next.
  }
  try {
    const std::string verify =
        secrets.verify_token ? *secrets.verify_token
                             : read_secret(settings.whatsapp.verify_token_file, "whatsapp.verify_token_file");
    if (verify.size() < short_token) {
      findings.push_back({Level::broken, "verify_token",
                          _("the verify token can be guessed: it is too short"),
                          _("choose one of at least 8 characters, and enter it in the app's dashboard too")});
    }
  } catch (const Error&) {
    // That it cannot be read is a finding of its own, beside the other secrets.
  }
  const bool asks_over_tls = settings.whatsapp.base_url.starts_with("https://");
  if (asks_over_tls && !exists(authorities)) {
    findings.push_back({Level::broken, "certificates",
                        say(_("{0} is missing: no server can be trusted"), authorities),
                        _("install the package ca-certificates")});
  }
  return findings;
}

}  // namespace urp
