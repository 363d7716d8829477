#include "store/figures.hpp"

#include <algorithm>

#include "domain/deadlines.hpp"
#include "store/windows.hpp"

namespace urp::store {
namespace {

void count_tickets(const Access& db, WorkFigures& figures) {
  static constexpr char sql[] = R"(
    SELECT state, urgent, clerk, service, tickets
    FROM ticket_tally
    WHERE state <> 'closed')";
  db.each(sql, [&](db::Row& row) {
    const auto state = ticket_state(row.next<std::string_view>()).value_or(TicketState::open);
    const bool urgent = row.next<bool>();
    const auto clerk = row.next<std::string>(), service = row.next<std::string>();
    const auto tickets = row.next<std::int64_t>();
    figures.by_state[state] += tickets;
    if (turn_of(state) == Turn::office) {
      figures.by_clerk[clerk] += tickets;
      if (urgent) figures.urgent += tickets;
    }
    if (turn_of(state) == Turn::service) figures.by_service[service] += tickets;
  });
}

/// Of the days before today all; of today those that the condition lets through.
std::int64_t count_before(const Access& db, const char* states, const char* of_today, TimePoint end) {
  const std::int64_t seconds = end.time_since_epoch().count();
  constexpr std::int64_t day = 86'400;
  const std::string before = "SELECT ifnull(sum(tickets), 0) FROM ticket_day WHERE state IN (" +
                             std::string(states) + ") AND day < ?";
  const std::string today = "SELECT count(*) FROM ticket WHERE " + std::string(of_today);
  const auto begin = seconds / day * day;
  return db.value<std::int64_t>(before, seconds / day) + db.value<std::int64_t>(today, begin, seconds);
}

/// Out of sight until their time, here as in the inbox.
void leave_out_postponed(const Access& db, TimePoint now, WorkFigures& figures) {
  static constexpr char sql[] = R"(
    SELECT state, urgent, clerk, first_answered_at, first_answer_due_at, term_due_at
    FROM ticket
    WHERE waiting_since IS NOT NULL
      AND postponed_until IS NOT NULL
      AND postponed_until > ?)";
  const auto leave_out = [&](db::Row& row) {
    --figures.by_state[ticket_state(row.next<std::string_view>()).value_or(TicketState::open)];
    figures.urgent -= row.next<bool>();
    const auto of_clerk = figures.by_clerk.find(row.next<std::string>());
    if (of_clerk != figures.by_clerk.end() && --of_clerk->second == 0) figures.by_clerk.erase(of_clerk);
    Clocks clocks;
    row >> clocks.first_answered_at >> clocks.first_answer_due_at >> clocks.term_due_at;
    figures.overdue -= is_past(clocks, now);
    ++figures.postponed;
  };
  db.each(sql, leave_out, now);
}

std::optional<TimePoint> first_waiting(const Access& db, bool urgent, TimePoint now) {
  static constexpr char sql[] = R"(
    SELECT waiting_since
    FROM ticket
    WHERE waiting_since IS NOT NULL
      AND urgent = ?
      AND (postponed_until IS NULL OR postponed_until <= ?)
    ORDER BY waiting_since
    LIMIT 1)";
  return db.first<TimePoint>(sql, urgent, now);
}

}  // namespace

WorkFigures count_work(const Access& db, TimePoint now, TimePoint silent_before) {
  WorkFigures figures;
  count_tickets(db, figures);
  // Each urgency is a stretch of the index.
  figures.overdue = count_before(
      db, "'new', 'open'",
      "waiting_since IS NOT NULL AND urgent IN (0, 1) AND next_due_at >= ? AND next_due_at < ?", now);
  figures.overdue_service = count_before(
      db, "'routed'", "state = 'routed' AND urgent IN (0, 1) AND next_due_at >= ? AND next_due_at < ?", now);
  leave_out_postponed(db, now, figures);
  for (const bool urgent : {true, false}) {
    const auto first = first_waiting(db, urgent, now);
    if (first) figures.waiting_longest = std::min(figures.waiting_longest.value_or(*first), *first);
  }
  figures.unread = db.value<std::int64_t>("SELECT ifnull(sum(unread), 0) FROM ticket_tally WHERE unread > 0");
  figures.silent = count_before(
      db, "'waiting'", "state = 'waiting' AND last_message_at >= ? AND last_message_at < ?", silent_before);
  return figures;
}

std::int64_t count_wrong_tallies(const Access& db) {
  static constexpr char sql[] = R"(
    WITH counted AS (
      SELECT state, urgent, ifnull(clerk, ''), ifnull(service, ''), count(*), sum(unread)
      FROM ticket
      GROUP BY 1, 2, 3, 4
    ), by_day AS (
      SELECT state, counted_day, count(*)
      FROM ticket
      GROUP BY 1, 2
    )
    SELECT (SELECT count(*) FROM (SELECT * FROM ticket_tally EXCEPT SELECT * FROM counted))
         + (SELECT count(*) FROM (SELECT * FROM counted EXCEPT SELECT * FROM ticket_tally))
         + (SELECT count(*) FROM (SELECT * FROM ticket_day EXCEPT SELECT * FROM by_day))
         + (SELECT count(*) FROM (SELECT * FROM by_day EXCEPT SELECT * FROM ticket_day)))";
  return db.value<std::int64_t>(sql);
}

std::int64_t count_open_windows(const Access& db, TimePoint now, std::optional<TimePoint> until) {
  // The people of the last 24 hours lead: they are few, however many tickets there are.
  static constexpr auto sql = R"(
    SELECT count(*)
    FROM service_window w
    CROSS JOIN ticket t ON t.contact = w.contact AND t.number = w.number
    WHERE )" + is_open("w", "?1") +
                              R"(
      AND w.last_inbound_at <= ?2
      AND t.waiting_since IS NOT NULL
      AND (t.postponed_until IS NULL OR t.postponed_until <= ?3))";
  return db.value<std::int64_t>(sql, opened_after(now), until ? opened_after(*until) : TimePoint::max(), now);
}

std::map<std::string, std::int64_t> count_unsent(const Access& db) {
  static constexpr char sql[] = R"(
    SELECT status, count(*)
    FROM message
    WHERE status IN ('queued', 'parked', 'sending', 'failed', 'uncertain') AND ticket IS NOT NULL
    GROUP BY status)";
  std::map<std::string, std::int64_t> counts;
  db.each(sql, [&](db::Row& row) {
    const auto status = row.next<std::string>();
    row >> counts[status];
  });
  return counts;
}

std::int64_t count_unhandled_parts(const Access& db) {
  return db.value<std::int64_t>("SELECT count(*) FROM journal_part WHERE outcome = 'unhandled'");
}

std::int64_t count_parts_for_another_number(const Access& db) {
  return db.value<std::int64_t>(
      "SELECT count(*) FROM journal_part WHERE outcome = 'unhandled' AND reason = ?", for_another_number);
}

std::int64_t count_lost_media(const Access& db) {
  return db.value<std::int64_t>("SELECT count(*) FROM media WHERE state = 'lost'");
}

std::optional<TimePoint> last_body_at(const Access& db) {
  return db.first<TimePoint>("SELECT received_at FROM journal ORDER BY id DESC LIMIT 1");
}

}  // namespace urp::store
