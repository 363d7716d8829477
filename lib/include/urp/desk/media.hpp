// media.hpp: pictures, voices and documents of a ticket, and their place on disk.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <urp/api.hpp>
#include <urp/message.hpp>
#include <urp/office.hpp>

namespace urp {

struct MediaItem {
  MessageRef ref;
  std::string type;
  Media media;
};
struct MediaRequest {
  TicketId ticket;
  std::optional<std::int64_t> first, last;  // numbers inside the ticket; none: all
};
/// Throws not_found.
URP_API std::vector<MediaItem> list_media(Office& office, const MediaRequest& request);
/// Copies what is stored into a folder, under names of our own making (`415-2.jpg`); returns the paths.
/// Never overwrites: conflict. All of them or none.
URP_API std::vector<std::string> save_media(Office& office, const MediaRequest& request,
                                            const std::string& folder);
/// Lost or refused ones are tried again; returns how many.
URP_API int retry_media(Office& office, const MediaRequest& request);

}  // namespace urp
