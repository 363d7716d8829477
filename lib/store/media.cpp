#include "store/media.hpp"

#include <fcntl.h>
#include <nettle/sha2.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "db/store.hpp"
#include "domain/hash.hpp"
#include "domain/say.hpp"

namespace urp::store {
namespace {

[[noreturn]] void file_trouble(const std::filesystem::path& file) {
  throw Error(Fault::failed, say(_("{0}: {1}"), file.string(), std::strerror(errno)),
              _("the media folder must be writable, and the disk must have room"));
}

constexpr std::string_view copy_mark = "out-";  // of what a clerk sends, perhaps at this moment

void make_folder(const std::filesystem::path& folder) {
  struct stat parent {};
  if (::stat(folder.parent_path().c_str(), &parent) != 0) file_trouble(folder.parent_path());
  const bool shared = (parent.st_mode & S_ISGID) != 0;
  if (::mkdir(folder.c_str(), shared ? 02770 : 0700) != 0) {
    if (errno == EEXIST) return;
    file_trouble(folder);
  }
  ::chmod(folder.c_str(), shared ? 02770 : 0700);  // the umask must not keep colleagues out
}

void sync(const std::filesystem::path& path, int flags) {
  const int fd = ::open(path.c_str(), flags | O_CLOEXEC);
  if (fd < 0) file_trouble(path);
  const int result = ::fsync(fd);
  ::close(fd);
  if (result != 0) file_trouble(path);
}

std::string digest_of(const std::filesystem::path& file) {
  const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) file_trouble(file);
  sha256_ctx context;
  sha256_init(&context);
  std::array<std::uint8_t, 65536> buffer;
  ssize_t count;
  while ((count = ::read(fd, buffer.data(), buffer.size())) > 0) {
    sha256_update(&context, static_cast<std::size_t>(count), buffer.data());
  }
  const int trouble = count < 0 ? errno : 0;
  ::close(fd);
  if (trouble != 0) {
    errno = trouble;
    file_trouble(file);
  }
  std::string digest(SHA256_DIGEST_SIZE, '\0');
  sha256_digest(&context, digest.size(), reinterpret_cast<std::uint8_t*>(digest.data()));
  return hex(digest);
}

struct Place {  // of a message in a case, for the audit entry
  std::optional<TicketId> ticket;
  std::optional<std::int64_t> number;
};
Place read_place(db::Row& row) {
  Place place;
  row >> place.ticket >> place.number;
  return place;
}

void set_state(Writer& db, MessageId message, std::string_view state, const std::string& why) {
  db.run("UPDATE media SET state = ? WHERE message = ?", state, message);
  db.run(R"(
    INSERT INTO media_fetch (message, not_before, give_up_at, why)
    VALUES (?1, 0, 0, ?2)
    ON CONFLICT DO UPDATE SET why = ?2)",
         message, why);
  db.run("UPDATE message SET revision = ? WHERE id = ?", db.next_event(), message);
  const auto place =
      db.first<Place>("SELECT ticket, seq FROM message WHERE id = ?", read_place, message).value_or(Place{});
  db.record("media", place.ticket, place.number, {{"state", std::nullopt, std::string(state)}});
}

PendingMedia read_pending(db::Row& row) {
  PendingMedia media;
  row >> media.message >> media.provider_id >> media.url >> media.received_at >> media.tries;
  return media;
}

}  // namespace

std::vector<PendingMedia> list_pending_media(const Access& db, TimePoint real_now, int limit) {
  return db.all<PendingMedia>(R"(
    SELECT d.message, d.provider_id, d.url, m.received_at, ifnull(f.tries, 0)
    FROM media d
    JOIN message m ON m.id = d.message
    LEFT JOIN media_fetch f ON f.message = d.message
    WHERE d.state = 'pending' AND ifnull(f.not_before, 0) <= ?
    ORDER BY d.message
    LIMIT ?)",
                              read_pending, real_now, limit);
}

bool retry_media(Writer& db, const PendingMedia& media, TimePoint not_before,
                 std::chrono::seconds give_up_after, const std::string& why) {
  db.run(R"(
    INSERT INTO media_fetch (message, tries, not_before, give_up_at, why)
    VALUES (?1, 1, ?2, ?3, ?4)
    ON CONFLICT DO UPDATE SET
      tries = tries + 1,
      not_before = ?2,
      give_up_at = CASE WHEN give_up_at = 0 THEN ?3 ELSE give_up_at END,
      why = ?4)",
         media.message, not_before, db.recorded_at() + give_up_after, why);
  const bool too_late =
      db.value<bool>("SELECT give_up_at < ? FROM media_fetch WHERE message = ?", not_before, media.message);
  if (!too_late) return false;
  set_media_lost(db, media.message, why);
  return true;
}

void set_media_lost(Writer& db, MessageId message, const std::string& why) {
  set_state(db, message, "lost", why);
}
void set_media_refused(Writer& db, MessageId message, const std::string& why) {
  set_state(db, message, "refused", why);
}

void set_media_stored(Writer& db, MessageId message, const std::string& sha256, std::int64_t size,
                      const std::string& mime_type) {
  db.run("UPDATE media SET sha256 = ?, size = ?, mime_type = ifnull(mime_type, ?) WHERE message = ?", sha256,
         size, db::or_null(mime_type), message);
  set_state(db, message, "stored", {});
}

bool want_media_again(Writer& db, MessageId message, TimePoint real_now) {
  const int changed = db.run(
      "UPDATE media SET state = 'pending' WHERE message = ? AND state IN ('lost', 'refused')", message);
  if (changed == 0) return false;
  db.run("UPDATE media_fetch SET tries = 0, not_before = ?, give_up_at = 0 WHERE message = ?", real_now,
         message);
  return true;
}

std::filesystem::path media_inbox(const Store& store) {
  const auto folder = store.media_folder();
  make_folder(folder);
  make_folder(folder / "tmp");
  return folder / "tmp";
}

std::filesystem::path media_path(const Store& store, const std::string& sha256) {
  return store.media_folder() / sha256.substr(0, 2) / sha256;
}

std::string keep_media_file(const Store& store, const std::filesystem::path& file) {
  const std::string sha256 = digest_of(file);
  const auto place = media_path(store, sha256);
  make_folder(place.parent_path());
  ::chmod(file.c_str(), 0640);
  sync(file, O_RDONLY);
  if (::link(file.c_str(), place.c_str()) != 0 && errno != EEXIST) file_trouble(place);
  sync(place.parent_path(), O_RDONLY | O_DIRECTORY);
  ::unlink(file.c_str());
  return sha256;
}

std::string keep_copy_of(const Store& store, const std::filesystem::path& file) {
  static int copies = 0;
  const auto copy = media_inbox(store) /
                    (std::string(copy_mark) + std::to_string(::getpid()) + "-" + std::to_string(++copies));
  std::error_code error;
  std::filesystem::copy_file(file, copy, std::filesystem::copy_options::overwrite_existing, error);
  if (!error) return keep_media_file(store, copy);
  const std::string why = error.message();
  std::filesystem::remove(copy, error);
  throw Error(Fault::failed, say(_("{0}: {1}"), file.string(), why),
              _("the media folder must be writable, and the disk must have room"));
}

void clean_media_inbox(const Store& store) {
  constexpr std::chrono::hours long_ago{24};
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(store.media_folder() / "tmp", error)) {
    std::error_code trouble;
    const bool copy = entry.path().filename().string().starts_with(copy_mark);
    const bool fresh =
        std::filesystem::file_time_type::clock::now() - entry.last_write_time(trouble) < long_ago;
    if (!copy || (!trouble && !fresh)) std::filesystem::remove(entry.path(), trouble);
  }
}

}  // namespace urp::store
