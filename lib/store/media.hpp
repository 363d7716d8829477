// media.hpp: pictures, voices, documents that must be fetched. Where their bytes lie: media_files.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <urp/reason.hpp>

#include "store/access.hpp"

namespace urp::store {

struct PendingMedia {
  MessageId message;
  std::string provider_id, url;
  TimePoint received_at{};  // office clock: the url lives five minutes from then
  int tries = 0;
};
/// What may be fetched now, oldest first.
std::vector<PendingMedia> list_pending_media(const Access& db, TimePoint real_now, int limit);
/// Another try at this time. False: that is later than `give_up_after` from the first try.
bool retry_media(Writer& db, const PendingMedia& media, TimePoint not_before,
                 std::chrono::seconds give_up_after, const std::string& why);
void set_media_lost(Writer& db, MessageId message, const std::string& why);
/// `size` in bytes, when WhatsApp told it.
void set_media_refused(Writer& db, MessageId message, Reason why, std::optional<std::int64_t> size);
void set_media_stored(Writer& db, MessageId message, const std::string& sha256, std::int64_t size,
                      const std::string& mime_type);
/// A clerk asks for another round of tries. False: it is not lost.
bool want_media_again(Writer& db, MessageId message, TimePoint real_now);

struct MediaRow {
  MessageId message;
  MessageRef ref;
  std::string type, state, why;
  std::optional<std::string> mime_type, file_name, sha256, transcript;
  std::optional<std::int64_t> size, duration;
  bool voice = false;
};
/// Of the messages `first` to `last` of the ticket; hidden ones are left out.
std::vector<MediaRow> list_ticket_media(const Access& db, TicketId ticket, std::int64_t first,
                                        std::int64_t last);
bool has_ticket(const Access& db, TicketId ticket);

}  // namespace urp::store
