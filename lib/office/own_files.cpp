#include "office/own_files.hpp"

#include <urp/error.hpp>

#include "db/place.hpp"
#include "domain/say.hpp"
#include "files/links.hpp"

namespace urp {

void refuse_own_files(const Office::Local& office, const std::filesystem::path& target) {
  const auto& database = office.store->path();
  const auto place =
      db::canonical_path(files::follow_links(target)).lexically_relative(database.parent_path());
  if (place.empty() || *place.begin() == "..") return;
  const std::string name = *place.begin(), own = database.filename();
  if (name != own && !name.starts_with(own + "-") && name != "media") return;
  throw Error(Fault::usage, say(_("{0}: belongs to the office's own database"), target.string()),
              _("name a file of another folder, on another disk if there is one"));
}

}  // namespace urp
