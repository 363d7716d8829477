#include "store/figures.hpp"

#include <algorithm>

#include "domain/deadlines.hpp"
#include "store/windows.hpp"

namespace urp::store {
namespace {

/// The last three columns of a row: first_answered_at, first_answer_due_at, term_due_at.
bool next_is_late(db::Row& row, TimePoint now) {
  const auto answered_at = row.next<std::optional<TimePoint>>();
  const auto first_answer_due_at = row.next<std::optional<TimePoint>>();
  const auto term_due_at = row.next<std::optional<TimePoint>>();
  return is_past({answered_at, first_answer_due_at, term_due_at}, now);
}

void count_states(const Access& db, WorkFigures& figures) {
  db.each("SELECT state, count(*) FROM ticket WHERE state <> 'closed' GROUP BY state", [&](db::Row& row) {
    const auto state = ticket_state(row.next<std::string_view>()).value_or(TicketState::open);
    row >> figures.by_state[state];
  });
}

void count_office(const Access& db, TimePoint now, WorkFigures& figures) {
  static constexpr char sql[] = R"(
    SELECT clerk, urgent, waiting_since, first_answered_at, first_answer_due_at, term_due_at
    FROM ticket
    WHERE waiting_since IS NOT NULL
      AND (postponed_until IS NULL OR postponed_until <= ?))";
  const auto count = [&](db::Row& row) {
    ++figures.by_clerk[row.next<std::string>()];
    figures.urgent += row.next<std::int64_t>();
    const auto since = row.next<TimePoint>();
    figures.waiting_longest = std::min(figures.waiting_longest.value_or(since), since);
    figures.overdue += next_is_late(row, now);
  };
  db.each(sql, count, now);
}

/// Out of sight until their time, here as in the inbox.
void leave_out_postponed(const Access& db, TimePoint now, WorkFigures& figures) {
  static constexpr char sql[] = R"(
    SELECT state, count(*)
    FROM ticket
    WHERE waiting_since IS NOT NULL
      AND postponed_until IS NOT NULL
      AND postponed_until > ?
    GROUP BY state)";
  const auto leave_out = [&](db::Row& row) {
    const auto state = ticket_state(row.next<std::string_view>()).value_or(TicketState::open);
    const auto tickets = row.next<std::int64_t>();
    figures.by_state[state] -= tickets;
    figures.postponed += tickets;
  };
  db.each(sql, leave_out, now);
}

void count_services(const Access& db, TimePoint now, WorkFigures& figures) {
  static constexpr char sql[] = R"(
    SELECT service, first_answered_at, first_answer_due_at, term_due_at
    FROM ticket
    WHERE state = 'routed')";
  db.each(sql, [&](db::Row& row) {
    ++figures.by_service[row.next<std::string>()];
    figures.overdue_service += next_is_late(row, now);
  });
}

}  // namespace

WorkFigures count_work(const Access& db, TimePoint now, TimePoint silent_before) {
  WorkFigures figures;
  count_states(db, figures);
  leave_out_postponed(db, now, figures);
  count_office(db, now, figures);
  count_services(db, now, figures);
  figures.unread = db.value<std::int64_t>("SELECT ifnull(sum(unread), 0) FROM ticket WHERE unread > 0");
  figures.silent = db.value<std::int64_t>(
      "SELECT count(*) FROM ticket WHERE state = 'waiting' AND last_message_at < ?", silent_before);
  return figures;
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
