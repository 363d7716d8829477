#include "store/media.hpp"

namespace urp::store {
namespace {

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
  // Further off than the longest pause: the machine's clock was ahead.
  return db.all<PendingMedia>(R"(
    SELECT d.message, d.provider_id, d.url, m.received_at, ifnull(f.tries, 0)
    FROM media d
    JOIN message m ON m.id = d.message
    LEFT JOIN media_fetch f ON f.message = d.message
    WHERE d.state = 'pending' AND (ifnull(f.not_before, 0) <= ?1 OR f.not_before > ?1 + 3600)
    ORDER BY d.message
    LIMIT ?2)",
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
  return db.value<bool>("SELECT give_up_at >= ? FROM media_fetch WHERE message = ?", not_before,
                        media.message);
}

void set_media_lost(Writer& db, MessageId message, const std::string& why) {
  set_state(db, message, "lost", why);
}
void set_media_refused(Writer& db, MessageId message, Reason why, std::optional<std::int64_t> size) {
  db.run("UPDATE media SET size = ifnull(?, size) WHERE message = ?", size, message);
  set_state(db, message, "refused", std::string(to_name(why)));
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

}  // namespace urp::store
