#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <limits>

#include <urp/desk/media.hpp>

#include "desk/media_link.hpp"
#include "domain/say.hpp"
#include "office/local.hpp"
#include "store/media.hpp"

namespace urp {
namespace {

std::vector<store::MediaRow> wanted_rows(const db::Access& db, const MediaRequest& request) {
  if (!store::has_ticket(db, request.ticket)) {
    throw Error(Fault::not_found, say(_("{0}: there is no such ticket"), to_string(request.ticket)),
                _("see: urp inbox --all"));
  }
  const auto first = request.first.value_or(1);
  const auto last = request.last.value_or(request.first ? first : std::numeric_limits<std::int64_t>::max());
  auto rows = store::list_ticket_media(db, request.ticket, first, last);
  if (rows.empty() && request.first) {
    throw Error(Fault::not_found, say(_("{0}: no media there"), to_string(MessageRef{request.ticket, first})),
                say(_("see: urp media {0}"), request.ticket.value));
  }
  return rows;
}

MediaState state_named(std::string_view name) {
  for (const auto state : {MediaState::stored, MediaState::lost, MediaState::refused}) {
    if (to_name(state) == name) return state;
  }
  return MediaState::pending;
}

[[noreturn]] void file_trouble(const std::filesystem::path& file) {
  throw Error(errno == EEXIST ? Fault::conflict : Fault::failed,
              say(_("{0}: {1}"), file.string(), std::strerror(errno)),
              _("choose an empty folder with room in it"));
}

/// A file of our own name that is new, 0600; a half copy is taken away again.
void copy_new_file(const std::filesystem::path& from, const std::filesystem::path& to) {
  const int in = ::open(from.c_str(), O_RDONLY | O_CLOEXEC);
  if (in < 0) file_trouble(from);
  const int out = ::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (out < 0) {
    const int why = errno;
    ::close(in);
    errno = why;
    file_trouble(to);
  }
  std::array<char, 65536> buffer;
  ssize_t count = 0;
  bool fine = true;
  while (fine && (count = ::read(in, buffer.data(), buffer.size())) > 0) {
    for (ssize_t done = 0; fine && done < count;) {
      const ssize_t written = ::write(out, buffer.data() + done, static_cast<std::size_t>(count - done));
      fine = written > 0;
      done += written;
    }
  }
  const int why = errno;
  fine = fine && count == 0 && ::close(out) == 0;
  ::close(in);
  if (fine) return;
  ::unlink(to.c_str());
  errno = why;
  file_trouble(to);
}

}  // namespace

std::vector<MediaItem> list_media(Office& office, const MediaRequest& request) {
  auto& local = office.local();
  const auto db = local.read();
  std::vector<MediaItem> items;
  for (auto& row : wanted_rows(db, request)) {
    MediaItem item;
    item.ref = row.ref;
    item.type = row.type;
    item.media.mime_type = row.mime_type;
    item.media.file_name = row.file_name;
    item.media.state = state_named(row.state);
    item.media.sha256 = row.sha256;
    item.media.size = row.size;
    item.media.voice = row.voice;
    if (row.sha256 && item.media.state == MediaState::stored) {
      item.media.path = store::media_path(*local.store, *row.sha256).string();
    }
    item.media.link = media_link(office.settings(), item.media);
    item.why = row.why;
    items.push_back(std::move(item));
  }
  return items;
}

std::vector<std::string> save_media(Office& office, const MediaRequest& request, const std::string& folder) {
  std::vector<std::string> saved;
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) file_trouble(folder);
  for (const auto& item : list_media(office, request)) {
    if (!item.media.path) continue;
    // The citizen's file name is never used: a number and the ending of the type are.
    const auto name = std::to_string(item.ref.ticket.value) + "-" + std::to_string(item.ref.number) +
                      std::string(media_ending(item.media.mime_type.value_or("")));
    const auto place = std::filesystem::path(folder) / name;
    copy_new_file(*item.media.path, place);
    saved.push_back(place.string());
  }
  return saved;
}

int retry_media(Office& office, const MediaRequest& request) {
  auto& local = office.local();
  auto db = local.write();
  int again = 0;
  for (const auto& row : wanted_rows(db, request)) {
    if (!store::want_media_again(db, row.message, local.real_now())) continue;
    db.record("media_retry", row.ref.ticket, row.ref.number, {});
    ++again;
  }
  if (again > 0) db.commit();
  return again;
}

}  // namespace urp
