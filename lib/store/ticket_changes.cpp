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
  const auto revision = db.first<std::int64_t>("SELECT revision FROM ticket WHERE id = ?", ticket);
  if (!revision) throw_unknown(ticket);
  return *revision;
}

bool add_tag(Writer& db, TicketId ticket, const std::string& tag) {
  return db.run("INSERT INTO ticket_tag (ticket, tag) VALUES (?, ?) ON CONFLICT DO NOTHING", ticket, tag) > 0;
}

bool remove_tag(Writer& db, TicketId ticket, const std::string& tag) {
  return db.run("DELETE FROM ticket_tag WHERE ticket = ? AND tag = ?", ticket, tag) > 0;
}

std::vector<std::pair<std::string, std::int64_t>> list_tags(const Access& db) {
  using Counted = std::pair<std::string, std::int64_t>;
  // Led by the open tickets: by the order of the tags it would be every ticket there ever was.
  return db.all<Counted>(R"(
    SELECT
      g.tag,
      count(*)
    FROM ticket t
    CROSS JOIN ticket_tag g ON g.ticket = t.id
    WHERE t.state <> 'closed'
    GROUP BY +g.tag
    ORDER BY +g.tag)",
                         [](db::Row& row) {
                           Counted counted;
                           row >> counted.first >> counted.second;
                           return counted;
                         });
}

void note_change(Writer& db, TicketId ticket) {
  move_ticket(db, ticket, ticket_move::Touched{});
}

void read_all(Writer& db, TicketId ticket) {
  db.run("UPDATE ticket SET unread = 0 WHERE id = ?", ticket);
}

std::vector<TicketId> list_held(const Access& db, const std::string& clerk) {
  return db.all<TicketId>(
      "SELECT id FROM ticket WHERE clerk = ? AND clerk IS NOT NULL AND state <> 'closed' ORDER BY +id",
      clerk);
}

std::vector<TicketId> list_lapsed(const Access& db, TimePoint until, TimePoint now, int limit) {
  return db.all<TicketId>("SELECT id FROM ticket WHERE " LAPSED " LIMIT ?3", until, now, limit);
}

int lapse_claims(Writer& db, TimePoint until, int limit) {
  int count = 0;
  for (const TicketId ticket : list_lapsed(db, until, db.now(), limit))
    count += lapse_claim(db, ticket, until);
  return count;
}

bool lapse_claim(Writer& db, TicketId ticket, TimePoint until) {
  if (!db.first<int>("SELECT 1 FROM ticket WHERE id = ?3 AND " LAPSED, until, db.now(), ticket)) return false;
  give_back(db, ticket);
  return true;
}

}  // namespace urp::store
