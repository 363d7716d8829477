#include "store/figures.hpp"

#include <algorithm>

#include "store/ticket_list.hpp"

namespace urp::store {
namespace {

std::int64_t count(const Access& db, const char* sql) {
  auto query = db.query(sql);
  query.step();
  return query.integer(0);
}

bool is_past(const Query& row, int column, TimePoint now) { return !row.is_null(column) && row.time(column) < now; }

}  // namespace

WorkFigures count_work(const Access& db, TimePoint now, TimePoint silent_before) {
  auto row = db.query(
      "SELECT state, clerk, service, urgent, unread, waiting_since, last_message_at, first_answered_at,"
      " first_answer_due_at, term_due_at FROM ticket WHERE state <> 'closed' ORDER BY state");
  WorkFigures figures;
  while (row.step()) {
    const auto state = ticket_state(row.text(0)).value_or(TicketState::open);
    const auto who = turn_of(state);
    ++figures.by_state[state];
    figures.unread += row.integer(4);
    const bool late = (row.is_null(7) && is_past(row, 8, now)) || is_past(row, 9, now);
    if (late && who != Turn::citizen) ++figures.overdue;
    if (who == Turn::citizen && is_past(row, 6, silent_before)) ++figures.silent;
    if (who == Turn::service) ++figures.by_service[row.string(2)];
    if (who != Turn::office) continue;
    figures.urgent += row.integer(3);
    ++figures.by_clerk[row.string(1)];
    const auto since = row.time(5);
    figures.waiting_longest = std::min(figures.waiting_longest.value_or(since), since);
  }
  return figures;
}

std::int64_t count_open_windows(const Access& db, TimePoint now, std::optional<TimePoint> until) {
  // The people of the last 24 hours lead: they are few, however many tickets there are.
  auto query = db.query(
      "SELECT count(*) FROM service_window w CROSS JOIN ticket t ON t.contact = w.contact AND t.number = w.number"
      " WHERE w.last_inbound_at > ?1 AND w.last_inbound_at <= ?2 AND w.closed_at IS NULL"
      " AND t.waiting_since IS NOT NULL AND (t.postponed_until IS NULL OR t.postponed_until <= ?3)");
  query.bind(1, now - window_length);
  if (until) {
    query.bind(2, *until - window_length);
  } else {
    query.bind(2, INT64_MAX);
  }
  query.bind(3, now);
  query.step();
  return query.integer(0);
}

std::map<std::string, std::int64_t> count_unsent(const Access& db) {
  auto query = db.query(
      "SELECT status, count(*) FROM message WHERE status IN ('queued', 'parked', 'sending', 'failed', 'uncertain')"
      " GROUP BY status");
  std::map<std::string, std::int64_t> counts;
  while (query.step()) counts[query.string(0)] = query.integer(1);
  return counts;
}

std::int64_t count_unhandled_parts(const Access& db) {
  return count(db, "SELECT count(*) FROM journal_part WHERE outcome = 'unhandled'");
}

std::int64_t count_lost_media(const Access& db) {
  return count(db, "SELECT count(*) FROM media WHERE state = 'lost'");
}

std::optional<TimePoint> last_body_at(const Access& db) {
  auto query = db.query("SELECT received_at FROM journal ORDER BY id DESC LIMIT 1");
  if (!query.step()) return std::nullopt;
  return query.time(0);
}

}  // namespace urp::store
