#include "store/ticket_changes.hpp"

namespace urp::store {
namespace {

/// To the letter what the partial index ticket_claimed says, and more.
#define LAPSED                                                                                       \
  "clerk IS NOT NULL AND waiting_since IS NOT NULL AND clerk_moved_at <= ?1 AND waiting_since <= ?1" \
  " AND (postponed_until IS NULL OR postponed_until <= ?2)"

void give_back(Writer& db, TicketId ticket) {
  db.record("lapse", ticket, std::nullopt, move_ticket(db, ticket, ticket_move::Lapsed{}).changes);
}

}  // namespace

std::int64_t get_revision(const Access& db, TicketId ticket) {
  auto query = db.query("SELECT revision FROM ticket WHERE id = ?");
  query.bind(1, ticket);
  if (!query.step()) throw_unknown(ticket);
  return query.integer(0);
}

bool add_tag(Writer& db, TicketId ticket, const std::string& tag) {
  auto insert = db.query("INSERT INTO ticket_tag (ticket, tag) VALUES (?, ?) ON CONFLICT DO NOTHING");
  insert.bind(1, ticket).bind(2, tag).run();
  return insert.changes() > 0;
}

bool remove_tag(Writer& db, TicketId ticket, const std::string& tag) {
  auto remove = db.query("DELETE FROM ticket_tag WHERE ticket = ? AND tag = ?");
  remove.bind(1, ticket).bind(2, tag).run();
  return remove.changes() > 0;
}

std::vector<std::pair<std::string, std::int64_t>> list_tags(const Access& db) {
  auto query = db.query(
      // Led by the open tickets: by the order of the tags it would be every ticket there ever was.
      "SELECT g.tag, count(*) FROM ticket t CROSS JOIN ticket_tag g ON g.ticket = t.id WHERE t.state <> "
      "'closed'"
      " GROUP BY +g.tag ORDER BY +g.tag");
  std::vector<std::pair<std::string, std::int64_t>> tags;
  while (query.step()) tags.emplace_back(query.string(0), query.integer(1));
  return tags;
}

void note_change(Writer& db, TicketId ticket) {
  move_ticket(db, ticket, ticket_move::Touched{});
}

void read_all(Writer& db, TicketId ticket) {
  db.query("UPDATE ticket SET unread = 0 WHERE id = ?").bind(1, ticket).run();
}

std::vector<TicketId> list_held(const Access& db, const std::string& clerk) {
  auto query = db.query(
      "SELECT id FROM ticket WHERE clerk = ? AND clerk IS NOT NULL AND state <> 'closed' ORDER BY +id");
  query.bind(1, clerk);
  std::vector<TicketId> held;
  while (query.step()) held.push_back({query.integer(0)});
  return held;
}

std::vector<TicketId> list_lapsed(const Access& db, TimePoint until, TimePoint now, int limit) {
  auto query = db.query("SELECT id FROM ticket WHERE " LAPSED " LIMIT ?3");
  query.bind(1, until).bind(2, now).bind(3, limit);
  std::vector<TicketId> lapsed;
  while (query.step()) lapsed.push_back({query.integer(0)});
  return lapsed;
}

int lapse_claims(Writer& db, TimePoint until, int limit) {
  int count = 0;
  for (const TicketId ticket : list_lapsed(db, until, db.now(), limit))
    count += lapse_claim(db, ticket, until);
  return count;
}

bool lapse_claim(Writer& db, TicketId ticket, TimePoint until) {
  {
    auto query = db.query("SELECT 1 FROM ticket WHERE id = ?3 AND " LAPSED);
    query.bind(1, until).bind(2, db.now()).bind(3, ticket);
    if (!query.step()) return false;
  }
  give_back(db, ticket);
  return true;
}

}  // namespace urp::store
