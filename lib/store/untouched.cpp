#include "store/untouched.hpp"

namespace urp::store {

bool is_touched(const Access& db, TicketId ticket) {
  // What a replay repeats is recorded under the administrator's name.
  return db
      .first<bool>(R"(
      SELECT
        t.clerk IS NOT NULL
        OR t.first_answered_at IS NOT NULL
        OR EXISTS (
          SELECT 1 FROM event e
          WHERE e.ticket = t.id
            AND e.clerk NOT IN ('whatsapp', 'urp')
            AND e.verb NOT IN ('receive', 'reaction', 'edit', 'revoke', 'echo'))
      FROM ticket t
      WHERE t.id = ?)",
                   ticket)
      .value_or(false);
}

std::vector<TicketId> list_silent(const Access& db, TimePoint until, TimePoint now, int limit) {
  return db.all<TicketId>(R"(
    SELECT t.id
    FROM ticket t
    WHERE t.state = 'waiting'
      AND t.last_message_at <= ?1
      AND (t.postponed_until IS NULL OR t.postponed_until <= ?2)
      AND NOT EXISTS (
        SELECT 1 FROM message m
        WHERE m.ticket = t.id AND m.automatic = 0
          AND m.status IN ('queued', 'parked', 'sending', 'uncertain'))
      AND NOT EXISTS (
        SELECT 1 FROM message m
        WHERE m.shown_in = t.id AND m.automatic = 0
          AND m.status IN ('queued', 'parked', 'sending', 'uncertain'))
    ORDER BY t.last_message_at
    LIMIT ?3)",
                          until, now, limit);
}

}  // namespace urp::store
