#include <urp/desk/backup.hpp>

#include <fcntl.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <set>

#include <urp/error.hpp>

#include "db/audit.hpp"
#include "db/backup.hpp"
#include "domain/say.hpp"
#include "files/bytes.hpp"
#include "files/folder.hpp"
#include "files/output_file.hpp"
#include "files/shelf.hpp"
#include "files/trouble.hpp"
#include "office/backup_files.hpp"
#include "office/local.hpp"
#include "office/own_files.hpp"
#include "store/media_files.hpp"
#include "store/media_names.hpp"

namespace urp {
namespace {

namespace fs = std::filesystem;

/// A folder for attachments, the owner's alone.
void make_folder(const fs::path& folder) {
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) files::throw_trouble(folder, errno);
}

bool has_size(const fs::path& path, std::int64_t size) {
  struct stat found {};
  return ::lstat(path.c_str(), &found) == 0 && S_ISREG(found.st_mode) && found.st_size == size;
}

/// Made by this backup, and gone again unless the backup was finished: attachments without their database are
/// none.
class NewFolder {
 public:
  explicit NewFolder(fs::path folder) : folder_(std::move(folder)) {
    struct stat found {};
    is_new_ = ::lstat(folder_.c_str(), &found) != 0 && errno == ENOENT;
  }
  ~NewFolder() {
    std::error_code ignored;  // what cannot be taken away stays, for its owner alone
    if (is_new_) fs::remove_all(folder_, ignored);
  }
  NewFolder(const NewFolder&) = delete;
  void keep() { is_new_ = false; }

 private:
  fs::path folder_;
  bool is_new_ = false;
};

/// What an earlier backup of this name has already is not copied again: names say what is in the files.
void copy_media(const db::Store& store, const std::vector<std::string>& names, const fs::path& folder,
                BackupResult& result) {
  make_folder(folder);
  for (const auto& sha256 : names) {
    const auto media = store::find_media(store, sha256);
    if (!media) {
      result.missing.push_back(sha256);
      continue;
    }
    ++result.media;
    const fs::path shelf = folder / sha256.substr(0, 2), place = shelf / sha256;
    if (has_size(place, media->size)) continue;
    make_folder(shelf);
    files::WholeFile copy(place);
    std::array<char, 65536> buffer;
    while (const auto count = files::read_some(media->file.get(), buffer.data(), buffer.size(), place))
      copy.write({buffer.data(), count});
    copy.commit();
    ++result.copied;
  }
}

/// What this backup does not name any more belongs to an earlier one, which it has just replaced.
void remove_others(const fs::path& folder, const std::vector<std::string>& names) {
  const std::set<std::string> kept(names.begin(), names.end());
  for (const auto& shelf : files::Folder(folder).list()) {
    if (shelf.size() != 2) continue;
    const auto inside = files::Folder(folder).enter(shelf);
    for (const auto& name : inside.list()) {
      if (store::is_media_digest(name) && !kept.contains(name)) inside.remove(name);
    }
  }
}

void record_backup(const Office::Local& office, const BackupRequest& request) {
  auto db = office.write();
  db.record("backup", std::nullopt, std::nullopt,
            {{"output", std::nullopt, request.write ? "-" : request.file.string()}});
  db.commit();
}

void stream(const fs::path& file, const std::function<void(std::string_view)>& write) {
  const files::Descriptor from(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (!from) files::throw_trouble(file, errno);
  std::array<char, 65536> buffer;
  while (const auto count = files::read_some(from.get(), buffer.data(), buffer.size(), file))
    write({buffer.data(), count});
}

}  // namespace

BackupResult make_backup(Office& office, const BackupRequest& request) {
  const auto& local = office.local();
  auto upkeep = local.store->lock_file("upkeep");
  if (!upkeep.lock(db::FileLock::Mode::exclusive, std::chrono::seconds(5))) {
    throw Error(Fault::busy, _("a backup, an erasure or a purge is under way"),
                _("try again when it is done"));
  }
  const auto place = request.write ? std::nullopt : files::whole_place(request.file);
  if (place) refuse_own_files(local, *place);
  const auto media = place && request.media ? files::folder_place(media_of_backup(*place)) : fs::path();
  const fs::path target = place.value_or(local.store->path().parent_path() / "backup");
  files::WholeFile file(target, files::WholeFile::Kind::named);
  record_backup(local, request);
  db::copy_pages(*local.store, file.temporary());
  BackupResult result;
  std::vector<std::string> names;
  {
    const auto copy = db::Store::open_unseen(file.temporary(), false);
    const db::Reader db(*copy);
    result.events = db::chain_head(db)->event.value;
    names = store::list_media_names(db);
  }
  result.bytes = static_cast<std::int64_t>(fs::file_size(file.temporary()));
  if (request.write) {
    stream(file.temporary(), request.write);
    return result;
  }
  if (!place) {
    files::OutputFile through(request.file);
    stream(file.temporary(), [&through](std::string_view bytes) { through.write(bytes); });
    through.commit();
    return result;
  }
  NewFolder made(media);
  if (request.media) copy_media(*local.store, names, media, result);
  file.commit();
  made.keep();
  if (request.media) remove_others(media, names);
  return result;
}

}  // namespace urp
