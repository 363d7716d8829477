#include <urp/desk/verify.hpp>

#include <sys/stat.h>

#include <algorithm>

#include <urp/text.hpp>

#include "desk/verify_stamps.hpp"
#include "desk/verify_store.hpp"
#include "domain/say.hpp"
#include "office/backup_files.hpp"
#include "office/local.hpp"
#include "store/media_names.hpp"

namespace urp {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::minutes on_its_way{1};  // a file stands in the folder before its row does

bool is_fresh(const fs::path& path, TimePoint real_now) {
  struct stat found {};
  return ::stat(path.c_str(), &found) == 0 && real_now - TimePoint(Seconds(found.st_ctime)) < on_its_way;
}

/// Somebody fetches or sends attachments now.
bool is_worked_in(const Office::Local& office) {
  return office.store->lock_file("sender").is_held_by_another(db::FileLock::Mode::exclusive) ||
         office.store->lock_file("listener").is_held_by_another(db::FileLock::Mode::exclusive);
}

/// Files that no row names, and what is no file of ours at all.
void verify_folder(const Office::Local& office, const std::vector<std::string>& files, VerifyResult& result) {
  const auto db = office.read();
  const auto names = store::list_media_names(db);
  const auto doomed = store::list_doomed(db);
  const bool worked_in = is_worked_in(office);
  const auto tell = [&](const std::string& place, const std::string& message) {
    result.deviations.push_back({"media_orphan", place, message});
  };
  for (const auto& sha256 : files) {
    if (std::binary_search(names.begin(), names.end(), sha256)) continue;
    const std::string place = "media/" + sha256.substr(0, 2) + "/" + sha256;
    if (worked_in && is_fresh(office.store->media_folder().parent_path() / place, office.real_now()))
      continue;
    if (std::binary_search(doomed.begin(), doomed.end(), sha256)) {
      tell(place, say(_("{0}: was to be destroyed, and is still there"), place));
    } else {
      tell(place, say(_("{0}: no message has this attachment"), place));
    }
  }
  for (const auto& name : store::list_strange_files(*office.store)) {
    const std::string place = "media/" + escape_controls(name);
    tell(place, say(_("{0}: is none of urp's"), place));
  }
}

}  // namespace

VerifyResult verify_backup(const fs::path& backup, const VerifyRequest& request) {
  const auto store = open_backup(backup);
  VerifyResult result;
  {
    const db::Reader db(*store);
    verify_database(db, request.full, result);
    if (request.head) verify_heads(db, *request.head, result);
    if (request.head && !request.tsa_ca.empty()) verify_stamps(db, *request.head, request.tsa_ca, result);
    const auto media = media_of_backup(backup);
    if (std::error_code unknown; fs::exists(media, unknown)) verify_media(db, media, request.media, result);
  }
  return result;
}

VerifyResult verify(Office& office, const VerifyRequest& request) {
  const auto& local = office.local();
  VerifyResult result;
  // The files first: whatever gets its row meanwhile is named then.
  const auto files = store::list_media_files(*local.store);
  {
    const auto db = local.read();
    verify_database(db, request.full, result);
    if (request.head) verify_heads(db, *request.head, result);
    const auto& audit = office.settings().audit;
    const fs::path heads = request.head.value_or(audit.head);
    const fs::path authorities = request.tsa_ca.empty() ? audit.tsa_ca : request.tsa_ca;
    if (!heads.empty() && !authorities.empty()) verify_stamps(db, heads, authorities, result);
  }
  {
    const auto db = local.read();
    verify_media(db, local.store->media_folder(), request.media, result);
  }
  verify_folder(local, files, result);
  return result;
}

}  // namespace urp
