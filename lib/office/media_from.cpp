#include "office/media_from.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include "files/bytes.hpp"
#include "store/media.hpp"
#include "store/media_files.hpp"

namespace urp {
namespace {

namespace fs = std::filesystem;

struct Attachment {
  std::string phone_number_id, wamid, sha256;
};
std::vector<Attachment> list_stored(const db::Access& source) {
  return source.all<Attachment>(R"(
    SELECT n.phone_number_id, m.wamid, d.sha256
    FROM media d
    JOIN message m ON m.id = d.message
    JOIN number n ON n.id = m.number
    WHERE d.state = 'stored' AND d.sha256 IS NOT NULL AND m.wamid IS NOT NULL
    ORDER BY d.message)",
                                [](db::Row& row) {
                                  Attachment one;
                                  row >> one.phone_number_id >> one.wamid >> one.sha256;
                                  return one;
                                });
}

std::optional<MessageId> find_wanting(const db::Access& db, const Attachment& one) {
  return db.first<MessageId>(R"(
    SELECT m.id
    FROM message m
    JOIN number n ON n.id = m.number
    JOIN media d ON d.message = m.id
    WHERE n.phone_number_id = ? AND m.wamid = ? AND d.state <> 'stored')",
                             one.phone_number_id, one.wamid);
}

/// Its size; nothing when it is not there, or was changed.
std::optional<std::int64_t> whole_size(const fs::path& file, const std::string& sha256) {
  const files::Descriptor open(::open(file.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  struct stat found {};
  if (!open || ::fstat(open.get(), &found) != 0 || !S_ISREG(found.st_mode)) return std::nullopt;
  if (files::digest_rest(open.get(), file) != sha256) return std::nullopt;
  return found.st_size;
}

}  // namespace

void bring_media(const Office::Local& office, const db::Access& source, const fs::path& folder) {
  for (const auto& one : list_stored(source)) {
    if (!store::is_media_digest(one.sha256)) continue;
    const auto message = find_wanting(office.read(), one);
    const auto file = folder / one.sha256.substr(0, 2) / one.sha256;
    const auto size = message ? whole_size(file, one.sha256) : std::nullopt;
    if (!size) continue;
    store::keep_copy_of(*office.store, file);
    auto db = office.write();
    store::set_media_stored(db, *message, one.sha256, *size, {});
    db.commit();
  }
}

}  // namespace urp
