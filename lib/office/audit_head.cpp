#include "office/audit_head.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>

#include "db/audit.hpp"
#include "domain/hash.hpp"
#include "domain/say.hpp"
#include "files/bytes.hpp"
#include "files/descriptor.hpp"
#include "files/folder.hpp"
#include "files/trouble.hpp"
#include "store/audit_list.hpp"

namespace urp {
namespace {

files::Descriptor open_log(const std::filesystem::path& path) {
  return files::Descriptor(::open(path.c_str(), O_WRONLY | O_APPEND | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
}

/// A log that others may collect. One that root begins is its folder's owner's, or the service could not go
/// on with it.
void append_line(const std::filesystem::path& path, const std::string& line) {
  files::Descriptor file = open_log(path);
  if (!file && errno == ENOENT) {
    files::Folder(path.parent_path()).create_file(path.filename(), 0640);
    file = open_log(path);
  }
  if (!file) {
    files::throw_trouble(path, errno,
                         _("[audit] head names a file that the service may write, and no clerk"));
  }
  struct stat found {};
  if (::fstat(file.get(), &found) != 0) files::throw_trouble(path, errno);
  if (S_ISDIR(found.st_mode)) files::throw_trouble(path, EISDIR);
  if (!S_ISREG(found.st_mode)) return files::write_all(file.get(), line, path);
  // One at a time, so that half a line on a full disk can be taken back: `verify --head` would stumble over
  // it.
  if (::flock(file.get(), LOCK_EX) != 0 || ::fstat(file.get(), &found) != 0)
    files::throw_trouble(path, errno);
  try {
    files::write_all(file.get(), line, path);
  } catch (const Error&) {
    if (::ftruncate(file.get(), found.st_size) != 0) files::throw_trouble(path, errno);
    throw;
  }
  if (::fsync(file.get()) != 0) files::throw_trouble(path, errno);
}

std::int64_t day_of(const Office::Local& office) {
  return std::chrono::sys_days(office.zone.local(office.now()).date).time_since_epoch().count();
}

}  // namespace

std::string to_line(const AuditHead& head) {
  return std::to_string(head.event.value) + " " + head.hash + " " + iso_time(head.at, Zone());
}

AuditHead get_audit_head(const db::Access& db) {
  const auto head = db::chain_head(db);
  if (!head) throw Error(Fault::not_found, _("the audit chain is empty: nothing was ever recorded"));
  return {head->event, hex(head->hash), head->at};
}

AuditHead take_audit_head_out(const Office::Local& office, const Actor& actor) {
  const auto& path = office.options.settings.audit.head;
  if (path.empty()) {
    throw Error(Fault::configuration, _("[audit] head: no file is named"),
                _("name a file that leaves this machine, or that no clerk can write"));
  }
  const AuditHead head = get_audit_head(office.read());
  append_line(path, to_line(head) + "\n");  // twice after a crash, rather than never
  auto db = office.write_upkeep(actor);
  store::set_head(db, day_of(office), head.event);
  db.record("audit_head", std::nullopt, std::nullopt,
            {{"head", std::nullopt, std::to_string(head.event.value)}, {"hash", std::nullopt, head.hash}});
  db.commit();
  return head;
}

bool take_daily_head_out(const Office::Local& office, const Actor& actor) {
  if (office.options.settings.audit.head.empty()) return false;
  {
    const auto db = office.read();
    if (store::find_head_day(db) == day_of(office) || !db::chain_head(db)) return false;
  }
  take_audit_head_out(office, actor);
  return true;
}

}  // namespace urp
