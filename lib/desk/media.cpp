#include <cerrno>
#include <limits>

#include <urp/desk/media.hpp>

#include "desk/media_link.hpp"
#include "domain/media_ending.hpp"
#include "domain/say.hpp"
#include "files/shelf.hpp"
#include "files/trouble.hpp"
#include "office/local.hpp"
#include "store/media.hpp"
#include "store/media_files.hpp"

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
    item.media.duration = row.duration;
    item.media.transcript = row.transcript;
    if (row.sha256 && item.media.state == MediaState::stored) {
      item.media.path = store::media_path(*local.store, *row.sha256).string();
    }
    item.media.link = media_link(office.settings(), item.media);
    if (!row.why.empty()) item.media.why = row.why;
    items.push_back(std::move(item));
  }
  return items;
}

std::vector<std::string> save_media(Office& office, const MediaRequest& request, const std::string& folder) {
  const auto items = list_media(office, request);
  std::vector<std::string> saved;
  files::Shelf shelf(folder);
  for (const auto& item : items) {
    if (!item.media.path) continue;
    // The citizen's file name is never used: a number and a checked ending are.
    const auto name = std::to_string(item.ref.ticket.value) + "-" + std::to_string(item.ref.number) +
                      saved_ending(item.media.mime_type.value_or(""), item.media.file_name.value_or(""));
    const auto stored = store::open_media(*office.local().store, *item.media.sha256);
    if (!stored) files::throw_trouble(*item.media.path, ENOENT, _("bring it back from the last backup"));
    shelf.copy(name, stored->file.get());
    saved.push_back((std::filesystem::path(folder) / name).string());
  }
  shelf.keep();
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
