#include "store/stats.hpp"

namespace urp::store {
namespace {

constexpr db::Piece select_case = R"(
    SELECT
      id,
      kind,
      ifnull(service, ''),
      ifnull(clerk, ''),
      ifnull(outcome, ''),
      presented_at,
      first_answered_at,
      first_answer_due_at,
      closed_at,
      term_due_at
    FROM ticket
    WHERE merged_into IS NULL AND )";

auto visiting(const VisitCase& visit) {
  return [&visit](db::Row& row) {
    CaseTimes one;
    row >> one.id >> one.kind >> one.service >> one.clerk >> one.outcome >> one.presented_at;
    row >> one.first_answered_at >> one.first_answer_due_at >> one.closed_at >> one.term_due_at;
    visit(one);
  };
}

}  // namespace

void walk_presented(const Access& db, TimePoint since, TimePoint until, const VisitCase& visit) {
  static constexpr auto sql = select_case + "presented_at >= ? AND presented_at < ?";
  db.each(sql, visiting(visit), since, until);
}

void walk_closed(const Access& db, TimePoint since, TimePoint until, const VisitCase& visit) {
  static constexpr auto sql = select_case + "state = 'closed' AND closed_at >= ? AND closed_at < ?";
  db.each(sql, visiting(visit), since, until);
}

void walk_open_at(const Access& db, TimePoint at, const VisitCase& visit) {
  static constexpr auto open = select_case + "state <> 'closed' AND presented_at < ?";
  static constexpr auto closed_since =
      select_case + "state = 'closed' AND closed_at >= ? AND presented_at < ?";
  db.each(open, visiting(visit), at);
  db.each(closed_since, visiting(visit), at, at);
}

std::int64_t count_notices_begun(const Access& db, TimePoint since, TimePoint until) {
  return db.value<std::int64_t>("SELECT count(*) FROM notice WHERE started_at >= ? AND started_at < ?", since,
                                until);
}

std::vector<StatsCount> count_recipients(const Access& db, TimePoint since, TimePoint until) {
  static constexpr char sql[] = R"(
    SELECT r.status, count(*)
    FROM notice n
    CROSS JOIN notice_recipient r ON r.notice = n.id
    WHERE n.started_at >= ? AND n.started_at < ?
    GROUP BY r.status
    ORDER BY count(*) DESC, r.status)";
  const auto read = [](db::Row& row) {
    StatsCount one;
    row >> one.key >> one.count;
    return one;
  };
  return db.all<StatsCount>(sql, read, since, until);
}

std::vector<StatsGround> count_grounds(const Access& db, TimePoint since, TimePoint until) {
  static constexpr char sql[] = R"(
    SELECT m.ground, count(*), sum(m.hidden)
    FROM flag f
    JOIN message m ON m.id = f.message
    WHERE f.at >= ? AND f.at < ? AND m.ground IS NOT NULL
    GROUP BY m.ground
    ORDER BY count(*) DESC, m.ground)";
  const auto read = [](db::Row& row) {
    StatsGround one;
    row >> one.key >> one.flagged >> one.hidden;
    return one;
  };
  return db.all<StatsGround>(sql, read, since, until);
}

}  // namespace urp::store
