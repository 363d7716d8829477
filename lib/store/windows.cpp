#include "store/windows.hpp"

namespace urp::store {

namespace {

TimePoint read_end(db::Row& row) {
  const auto last_inbound = row.next<TimePoint>();
  return window_end(last_inbound, row.next<std::optional<TimePoint>>());
}

}  // namespace

void close_window(Writer& db, ContactId contact, std::int64_t number, TimePoint at) {
  db.run("UPDATE service_window SET closed_at = ? WHERE contact = ? AND number = ?", at, contact, number);
}

std::optional<TimePoint> window_closes(const Access& db, ContactId contact, std::int64_t number) {
  return db.first<TimePoint>(
      "SELECT last_inbound_at, closed_at FROM service_window WHERE contact = ? AND number = ?", read_end,
      contact, number);
}

std::optional<TimePoint> latest_window_closes(const Access& db, ContactId contact) {
  return db.first<TimePoint>(R"(
    SELECT last_inbound_at, closed_at
    FROM service_window
    WHERE contact = ?
    ORDER BY last_inbound_at DESC)",
                             read_end, contact);
}

}  // namespace urp::store
