#include "store/suspensions.hpp"

#include "domain/suspension.hpp"

namespace urp::store {

std::vector<Suspension> list_suspensions(const Access& db, const Zone& zone, TicketId ticket) {
  return db.all<Suspension>(R"(
    SELECT ground, since, resumed_at, clerk, resumed_by, note
    FROM term_suspension
    WHERE ticket = ?
    ORDER BY id)",
                            [&zone](db::Row& row) {
                              const auto ground = term_ground(row.next<std::string_view>());
                              const auto since = row.next<TimePoint>();
                              const auto resumed_at = row.next<std::optional<TimePoint>>();
                              auto made = suspension(zone, ground.value_or(TermGround::information), since,
                                                     resumed_at);
                              row >> made.clerk >> made.resumed_by >> made.note;
                              return made;
                            },
                            ticket);
}

void add_suspension(Writer& db, TicketId ticket, TermGround ground, const std::optional<std::string>& note) {
  db.run("INSERT INTO term_suspension (ticket, ground, since, clerk, note) VALUES (?, ?, ?, ?, ?)", ticket,
         to_name(ground), db.now(), db.actor().clerk, note);
}

void end_suspension(Writer& db, TicketId ticket) {
  db.run(R"(
    UPDATE term_suspension
    SET resumed_at = ?, resumed_by = ?
    WHERE id = (SELECT max(id) FROM term_suspension WHERE ticket = ?) AND resumed_at IS NULL)",
         db.now(), db.actor().clerk, ticket);
}

void move_service_terms(Writer& db, TicketId ticket, std::optional<TimePoint> from, TimePoint to) {
  db.run(R"(
    UPDATE dispatch
    SET due_at = ?
    WHERE ticket = ? AND due_at = ? AND answered_at IS NULL AND state NOT IN ('recalled', 'answered'))",
         to, ticket, from);
}

}  // namespace urp::store
