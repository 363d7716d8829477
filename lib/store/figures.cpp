#include "store/figures.hpp"

#include <algorithm>

#include "domain/window.hpp"
#include "store/ticket_list.hpp"

namespace urp::store {
namespace {

std::int64_t count(const Access& db, const char* sql) {
  auto query = db.query(sql);
  query.step();
  return query.integer(0);
}

/// Of a row whose columns from 1 on are first_answered_at, first_answer_due_at, term_due_at.
bool is_late(const Query& row, TimePoint now) {
  const bool unanswered = row.is_null(1) && !row.is_null(2) && row.time(2) < now;
  return unanswered || (!row.is_null(3) && row.time(3) < now);
}

void count_states(const Access& db, WorkFigures& figures) {
  auto row = db.query("SELECT state, count(*) FROM ticket WHERE state <> 'closed' GROUP BY state");
  while (row.step()) figures.by_state[ticket_state(row.text(0)).value_or(TicketState::open)] = row.integer(1);
}

void count_office(const Access& db, TimePoint now, WorkFigures& figures) {
  auto row = db.query(
      "SELECT clerk, first_answered_at, first_answer_due_at, term_due_at, urgent, waiting_since FROM ticket"
      " WHERE waiting_since IS NOT NULL");
  while (row.step()) {
    ++figures.by_clerk[row.string(0)];
    if (is_late(row, now)) ++figures.overdue;
    figures.urgent += row.integer(4);
    const auto since = row.time(5);
    figures.waiting_longest = std::min(figures.waiting_longest.value_or(since), since);
  }
}

void count_services(const Access& db, TimePoint now, WorkFigures& figures) {
  auto row = db.query(
      "SELECT service, first_answered_at, first_answer_due_at, term_due_at FROM ticket WHERE state = "
      "'routed'");
  while (row.step()) {
    ++figures.by_service[row.string(0)];
    if (is_late(row, now)) ++figures.overdue;
  }
}

}  // namespace

WorkFigures count_work(const Access& db, TimePoint now, TimePoint silent_before) {
  WorkFigures figures;
  count_states(db, figures);
  count_office(db, now, figures);
  count_services(db, now, figures);
  figures.unread = count(db, "SELECT ifnull(sum(unread), 0) FROM ticket WHERE unread > 0");
  auto silent = db.query("SELECT count(*) FROM ticket WHERE state = 'waiting' AND last_message_at < ?");
  silent.bind(1, silent_before);
  silent.step();
  figures.silent = silent.integer(0);
  return figures;
}

std::int64_t count_open_windows(const Access& db, TimePoint now, std::optional<TimePoint> until) {
  // The people of the last 24 hours lead: they are few, however many tickets there are.
  auto query = db.query(
      "SELECT count(*) FROM service_window w CROSS JOIN ticket t ON t.contact = w.contact AND t.number = "
      "w.number"
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
      "SELECT status, count(*) FROM message WHERE status IN ('queued', 'parked', 'sending', 'failed', "
      "'uncertain') AND ticket IS NOT NULL"
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
