#include "office/backup_files.hpp"

#include <urp/error.hpp>

#include "db/place.hpp"
#include "domain/say.hpp"

namespace urp {

namespace fs = std::filesystem;

fs::path media_of_backup(const fs::path& backup) {
  return backup.string() + "-media";
}

fs::path find_backup(const fs::path& backup) {
  std::error_code unknown;
  const fs::path path = fs::canonical(backup, unknown);
  if (unknown || fs::is_empty(path, unknown)) {
    throw Error(Fault::not_found, say(_("{0}: there is no such backup"), backup.string()),
                _("name the file that urp backup wrote"));
  }
  db::look_at(files::Folder(path.parent_path()), path.filename());
  return path;
}

std::unique_ptr<db::Store> open_backup(const fs::path& backup) {
  return db::Store::open_unseen(find_backup(backup), false);
}

}  // namespace urp
