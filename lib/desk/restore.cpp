// restore.cpp: made ready beside the office's database, looked at, and only then put in its place by one
// rename: at every moment there is the one or the other, whole.
#include <urp/desk/backup.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <set>

#include <urp/error.hpp>

#include "db/audit.hpp"
#include "db/backup.hpp"
#include "db/log.hpp"
#include "db/place.hpp"
#include "desk/role.hpp"
#include "desk/verify_store.hpp"
#include "domain/say.hpp"
#include "files/folder.hpp"
#include "files/trouble.hpp"
#include "office/backup_files.hpp"
#include "office/moderate_again.hpp"
#include "office/register_file.hpp"
#include "office/remains.hpp"
#include "store/erase.hpp"
#include "store/given_numbers.hpp"
#include "store/later_wishes.hpp"
#include "store/made_for.hpp"
#include "store/media_files.hpp"
#include "store/media_names.hpp"
#include "store/retention.hpp"
#include "store/sent_notices.hpp"

namespace urp {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds patience{5};
/// So long WhatsApp goes on delivering what it could not, with the time at which it was written.
constexpr std::chrono::days longest_delivery{7};

bool is_there(const fs::path& path) {
  std::error_code unknown;
  return fs::exists(fs::symlink_status(path, unknown));
}

/// Where the office lies, or will.
struct Place {
  fs::path database;
  files::Folder folder;
  bool living;

  explicit Place(const fs::path& path)
      : database(db::canonical_path(path)), folder(database.parent_path()), living(is_there(database)) {}
  std::string name() const { return database.filename(); }
  db::FileLock lock(const char* what) const {
    return db::FileLock(database.string() + "-" + what, folder.file_mode());
  }
};

/// By what a lost database is known: where no office is, none of that is there before a restore.
std::vector<fs::path> missing_companions(const Place& place) {
  std::vector<fs::path> missing;
  if (place.living) return missing;
  for (const char* name : {"-upkeep", "-users"}) missing.emplace_back(place.database.string() + name);
  missing.push_back(place.database.parent_path() / "media");
  std::erase_if(missing, is_there);
  return missing;
}

/// Taken away again unless the restore came to its end: the next one finds the place as this one did.
class Footprints {
 public:
  explicit Footprints(std::vector<fs::path> made) : made_(std::move(made)) {}
  ~Footprints() {
    std::error_code ignored;  // what cannot be taken away stays, and the next restore is none the worse
    for (const auto& path : made_) fs::remove_all(path, ignored);
  }
  Footprints(const Footprints&) = delete;
  void keep() { made_.clear(); }

 private:
  std::vector<fs::path> made_;
};

/// Whoever calls must not bring a configuration of their own over the office's database. One that is damaged
/// cannot say whose it is: it is what a backup is for.
void require_belonging(const OpenRequest& request) {
  try {
    auto opening = request;
    opening.create = false;
    const Office office = open_office(std::move(opening));
  } catch (const Error& error) {
    if (error.fault() != Fault::failed && error.fault() != Fault::schema_older) throw;
  }
}

constexpr std::array endings = {"", "-wal", "-shm", "-journal"};

/// The copy on its way: gone unless it was put in its place.
class Candidate {
 public:
  explicit Candidate(const Place& place) : folder_(&place.folder), name_(place.name() + ".restore-") {
    for (const char* ending : endings) place.folder.remove_passing(name_, ending);  // it is one at a time
    place.folder.adopt(place.folder.create_passing_file(name_, place.folder.file_mode()).get());
  }
  ~Candidate() {
    if (name_.empty()) return;
    for (const char* ending : endings) ::unlinkat(folder_->descriptor(), (name_ + ending).c_str(), 0);
  }
  Candidate(const Candidate&) = delete;
  fs::path path() const { return folder_->path() / name_; }
  void put_in_place(const std::string& name) {
    const auto file = folder_->open_file(name_, O_RDWR);
    if (!file) files::throw_trouble(path(), ENOENT);
    folder_->put_in_place(file->get(), name_, name);
    name_.clear();
  }

 private:
  const files::Folder* folder_;
  std::string name_;
};

/// What was put out of sight or destroyed since the backup was made, the numbers that were given, and what
/// people said no to or got.
struct Since {
  Register lines;
  store::GivenNumbers given;
  store::LaterWishes wishes;
  std::vector<store::SentNotice> notices;
  std::vector<store::Moderated> moderated;  // with the notes of the flags, which no register holds
};

/// As the living database, the file beside it and a copy from elsewhere say.
Since gather_since(const Place& place, const RestoreRequest& request, db::Store& candidate, TimePoint now) {
  Since since;
  since.lines = read_register_beside(place.database);
  since.lines.add(read_register_copy(request.erasures));
  if (!place.living) return since;
  try {
    const auto living = db::Store::open({.path = place.database, .create = false});
    const db::Reader db(*living);
    since.lines.add(list_register(db));
    since.moderated = store::list_moderated(db);
    since.given = store::find_given_numbers(db);
    const db::Reader backup(candidate);
    const auto made = db::chain_head(backup);  // the last that it knows
    since.wishes = store::list_later_wishes(db, made ? made->at - longest_delivery : TimePoint{}, now);
    since.notices = store::list_sent(db, backup);
  } catch (const Error& error) {
    // Damaged, or of another age: the file beside it knows all but the notes.
    if (error.fault() != Fault::failed && error.fault() != Fault::schema_older &&
        error.fault() != Fault::schema_newer) {
      throw;
    }
  }
  return since;
}

/// What is to be sent may have left since, people may have been erased since, and it stands elsewhere now.
void bring_up_to_date(db::Store& store, const OfficeOptions& options, const Moment& now, Since since,
                      const RestoreRequest& request, RestoreResult& result) {
  db::Writer db(store, options.actor, now.office, now.real);
  const auto withheld = store::latest_of(std::move(since.lines.withheld));
  store::add_to_register(db, since.lines.erasures);
  store::add_withheld(db, withheld);
  result.erased = store::apply_register(db);
  result.destroyed = store::destroy_cases_again(db, withheld);
  result.bodies = store::destroy_bodies_again(db, withheld);
  result.letters = store::destroy_mails_again(db, withheld);
  result.uncertain = store::doubt_what_waits(db);
  result.hidden = moderate_again(db, options.settings, since.moderated);
  auto others = store::list_moderated(db, withheld, MessageId{0});
  result.hidden += moderate_again(db, options.settings, others);
  store::skip_given_numbers(db, since.given);
  result.wishes = store::follow_wishes(db, since.wishes);
  result.reached = store::mark_sent(db, since.notices);
  store::set_standing(db, {});
  db.record("restore", std::nullopt, std::nullopt, {{"backup", std::nullopt, request.file.string()}});
  db.commit();
}

/// What the folder has already stays as it is.
void bring_media(db::Store& store, const fs::path& from, RestoreResult& result) {
  for (const auto& sha256 : store::list_media_names(db::Reader(store))) {
    if (!store::is_media_digest(sha256) || is_there(store::media_path(store, sha256))) continue;
    const fs::path file = from / sha256.substr(0, 2) / sha256;
    if (!is_there(file)) {
      result.missing.push_back(sha256);
      continue;
    }
    store::keep_copy_of(store, file);
    ++result.media;
  }
}

/// Those of them that no message of this database has are on their way out of the folder.
void doom(db::Store& store, const std::vector<std::string>& media, const Actor& actor, const Moment& now) {
  db::Writer db(store, actor, now.office, now.real, db::Writer::Kind::upkeep);
  store::doom_unnamed(db, {media.begin(), media.end()});
  store::set_remains(db, true);
  db.commit();
}

/// One that is damaged or of another age is only replaced.
template <class Step>
void at_living(const Place& place, Step step) {
  try {
    const auto living = db::Store::open_unseen(place.database, false);
    step(*living);
  } catch (const Error& error) {
    if (error.fault() != Fault::failed && error.fault() != Fault::schema_older &&
        error.fault() != Fault::schema_newer && error.fault() != Fault::configuration) {
      throw;
    }
  }
}

/// Whole in one file, so that nothing of its log is taken for the new one's.
void settle_living(const Place& place) {
  at_living(place, [](db::Store& living) { db::empty_log(living); });
  for (const char* ending : {"-wal", "-shm"}) place.folder.remove(place.name() + ending);
  place.folder.sync();
}

}  // namespace

RestoreResult restore_backup(const OpenRequest& office, const RestoreRequest& request) {
  const auto& options = office.options;
  const auto& actor = options.actor;
  require_supervisor(options.settings, actor, _("restore a backup"));
  const Place place(options.settings.database.path);
  const auto machine = [] { return std::chrono::floor<Seconds>(std::chrono::system_clock::now()); };
  const Moment now{options.now ? options.now() : machine(), options.real ? options.real() : machine()};
  const auto backup = find_backup(request.file);
  if (backup == place.database) {
    throw Error(Fault::usage, say(_("{0}: is the office's database, and no backup"), request.file.string()),
                _("name the file that urp backup wrote"));
  }
  if (place.living) require_belonging(office);
  if (place.living && !request.confirmed && !request.dry_run) {
    throw Error(Fault::usage,
                say(_("{0}: there is an office already, and it would be replaced"), place.database.string()),
                _("make a backup of it first, then say it on purpose: --confirm=restore"));
  }
  auto missing = missing_companions(place);
  auto upkeep = place.lock("upkeep");
  if (!upkeep.lock(db::FileLock::Mode::exclusive, patience)) {
    throw Error(Fault::busy, _("a backup, an erasure or a purge is under way"),
                _("try again when it is done"));
  }

  Footprints footprints(std::move(missing));
  RestoreResult result;
  Candidate candidate(place);
  db::copy_pages(backup, candidate.path());
  const auto media = media_of_backup(backup);
  {
    const auto store = db::Store::open_unseen(candidate.path(), true);
    VerifyResult seen;
    {
      const db::Reader db(*store);
      verify_database(db, false, seen);
      if (request.media && is_there(media)) verify_media(db, media, true, seen);
    }
    // What was lost before the backup was made is no deviation of the backup.
    for (auto& one : seen.deviations) {
      if (one.code != "media_missing") result.deviations.push_back(std::move(one));
    }
    result.events = seen.events;
    if (!result.deviations.empty()) return result;
    auto since = gather_since(place, request, *store, now.office);
    bring_up_to_date(*store, options, now, std::move(since), request, result);
    if (request.dry_run) return result;
    db::begin_log(*store);
    db::empty_log(*store);
  }

  auto users = place.lock("users");
  if (!users.lock(db::FileLock::Mode::exclusive, patience)) {
    throw Error(Fault::busy, say(_("{0}: other commands are using the database"), place.database.string()),
                _("stop the service urp and let the clerks' commands end, then try again"));
  }
  {
    const auto store = db::Store::open_unseen(candidate.path(), false);
    if (request.media) {
      // Cut off before the backup is in its place, they belong to nobody.
      const auto coming = store::list_media_names(db::Reader(*store));
      if (place.living) at_living(place, [&](db::Store& living) { doom(living, coming, actor, now); });
      bring_media(*store, media, result);
    }
    // Attachments of what came after the backup have no message any more.
    doom(*store, store::list_media_files(*store), actor, now);
    db::empty_log(*store);
  }
  if (place.living) settle_living(place);
  candidate.put_in_place(place.name());
  footprints.keep();
  const auto store = db::Store::open_unseen(place.database, false);
  keep_register(*store, actor, now);
  clear_remains(*store, actor, now);
  return result;
}

}  // namespace urp
