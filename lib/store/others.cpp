#include "store/others.hpp"

#include <string>

namespace urp::store {

namespace {

std::pair<TicketId, TicketState> read_other(db::Row& row) {
  const auto ticket = row.next<TicketId>();
  return {ticket, ticket_state(row.next<std::string_view>()).value_or(TicketState::open)};
}

std::int64_t count_unread(const Access& db, TicketId ticket) {
  return db.first<std::int64_t>("SELECT unread FROM ticket WHERE id = ?", ticket).value_or(0);
}

}  // namespace

std::vector<std::pair<TicketId, TicketState>> list_other_tickets(const Access& db, ContactId contact,
                                                                 TicketId but, int limit) {
  return db.all<std::pair<TicketId, TicketState>>(R"(
    SELECT id, state
    FROM ticket
    WHERE contact = ? AND id <> ? AND merged_into IS NULL
    ORDER BY last_message_at DESC, id DESC
    LIMIT ?)",
                                                  read_other, contact, but, limit);
}

std::optional<TimePoint> find_clerk_since(const Access& db, TicketId ticket) {
  return db
      .first<std::optional<TimePoint>>("SELECT clerk_since FROM ticket WHERE id = ? AND clerk IS NOT NULL",
                                       ticket)
      .value_or(std::nullopt);
}

bool has_unread(const Access& db, TicketId ticket) {
  return count_unread(db, ticket) > 0;
}

void mark_read(Writer& db, TicketId ticket) {
  const auto unread = count_unread(db, ticket);
  if (unread == 0) return;
  db.record("read", ticket, std::nullopt, {{"unread", std::to_string(unread), "0"}});
  db.run("UPDATE ticket SET unread = 0 WHERE id = ?", ticket);
}

}  // namespace urp::store
