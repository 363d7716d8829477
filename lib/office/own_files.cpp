#include "office/own_files.hpp"

#include <algorithm>
#include <filesystem>

#include <urp/error.hpp>

#include "db/place.hpp"
#include "domain/say.hpp"
#include "files/links.hpp"

namespace urp {
namespace {

namespace fs = std::filesystem;

/// What the configuration names, and nobody reads again once it is written over.
bool is_of_configuration(const Settings& settings, const fs::path& target) {
  const fs::path named[] = {settings.whatsapp.token_file,
                            settings.whatsapp.app_secret_file,
                            settings.whatsapp.verify_token_file,
                            settings.mail.password_file,
                            settings.mail.ca_file,
                            settings.moderation.seal_key,
                            settings.audit.head,
                            settings.audit.tsa_ca};
  return std::any_of(std::begin(named), std::end(named), [&](const fs::path& file) {
    return !file.empty() && db::canonical_path(file) == target;
  });
}

}  // namespace

void refuse_own_files(const Office::Local& office, const std::filesystem::path& target) {
  const auto& database = office.store->path();
  const auto end = db::canonical_path(files::follow_links(target));
  if (is_of_configuration(office.options.settings, end)) {
    throw Error(Fault::usage, say(_("{0}: is a file of the office's configuration"), target.string()),
                _("name a file of another folder, on another disk if there is one"));
  }
  const auto place = end.lexically_relative(database.parent_path());
  if (place.empty() || *place.begin() == "..") return;
  const std::string name = *place.begin(), own = database.filename();
  if (name != own && !name.starts_with(own + "-") && name != "media") return;
  throw Error(Fault::usage, say(_("{0}: belongs to the office's own database"), target.string()),
              _("name a file of another folder, on another disk if there is one"));
}

}  // namespace urp
