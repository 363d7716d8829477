#include "store/others.hpp"

#include <string>

namespace urp::store {

std::vector<std::pair<TicketId, TicketState>> list_other_tickets(const Access& db, ContactId contact,
                                                                 TicketId but, int limit) {
  auto query = db.query(
      "SELECT id, state FROM ticket WHERE contact = ? AND id <> ? AND merged_into IS NULL ORDER BY "
      "last_message_at DESC, id DESC "
      "LIMIT ?");
  query.bind(1, contact).bind(2, but).bind(3, limit);
  std::vector<std::pair<TicketId, TicketState>> others;
  while (query.step()) {
    others.emplace_back(TicketId{query.integer(0)}, ticket_state(query.text(1)).value_or(TicketState::open));
  }
  return others;
}

std::optional<TimePoint> find_clerk_since(const Access& db, TicketId ticket) {
  auto query = db.query("SELECT clerk_since FROM ticket WHERE id = ? AND clerk IS NOT NULL");
  query.bind(1, ticket);
  if (!query.step()) return std::nullopt;
  return query.maybe_time(0);
}

bool has_unread(const Access& db, TicketId ticket) {
  auto query = db.query("SELECT unread FROM ticket WHERE id = ?");
  query.bind(1, ticket);
  return query.step() && query.integer(0) > 0;
}

void mark_read(Writer& db, TicketId ticket) {
  auto query = db.query("SELECT unread FROM ticket WHERE id = ?");
  query.bind(1, ticket);
  if (!query.step() || query.integer(0) == 0) return;
  const std::string before = std::to_string(query.integer(0));
  db.record("read", ticket, std::nullopt, {{"unread", before, "0"}});
  db.query("UPDATE ticket SET unread = 0 WHERE id = ?").bind(1, ticket).run();
}

}  // namespace urp::store
