#include "store/results.hpp"

#include <string>

namespace urp::store {
namespace {

/// What the results are asked for, as SQL: ?1 is the notice, ?2 and ?3 the times.
std::string results_where(std::optional<std::int64_t> notice, const NoticeResultFilter& filter) {
  std::string statuses;
  for (const auto status : filter.statuses) {
    statuses += (statuses.empty() ? "'" : ", '") + std::string(to_name(status)) + "'";
  }
  std::string where = notice ? " WHERE r.notice = ?1" : " WHERE ?1 IS NULL";
  where += " AND r.at >= ?2 AND r.at < ?3";
  if (!statuses.empty()) where += " AND r.status IN (" + statuses + ")";
  return where;
}

TimePoint since(const NoticeResultFilter& filter) {
  return filter.since.value_or(TimePoint{});
}
TimePoint until(const NoticeResultFilter& filter) {
  return filter.until.value_or(TimePoint::max());
}

NoticeResult read_result(db::Row& row) {
  NoticeResult result;
  row >> result.notice >> result.contact >> result.phone;
  result.status = recipient_status(row.next<std::string_view>()).value_or(RecipientStatus::pending);
  row >> result.reason >> result.code >> result.at;
  return result;
}

}  // namespace

std::int64_t count_results(const Access& db, std::optional<std::int64_t> notice,
                           const NoticeResultFilter& filter) {
  return db.value<std::int64_t>("SELECT count(*) FROM notice_recipient r" + results_where(notice, filter),
                                notice, since(filter), until(filter));
}

void walk_results(const Access& db, std::optional<std::int64_t> notice, const NoticeResultFilter& filter,
                  const std::function<void(const NoticeResult&)>& take) {
  const std::string sql = R"(
    SELECT
      n.name,
      r.contact,
      (
        SELECT '+' || value FROM identity i
        WHERE i.contact = r.contact AND i.kind = 'phone' AND i.valid_to IS NULL
        ORDER BY i.valid_from DESC, i.id DESC
        LIMIT 1
      ),
      r.status,
      r.reason,
      r.code,
      r.at
    FROM notice_recipient r
    JOIN notice n ON n.id = r.notice)" +
                          results_where(notice, filter) + " ORDER BY r.notice, r.contact LIMIT ?4";
  db.each(
      sql, [&take](db::Row& row) { take(read_result(row)); }, notice, since(filter), until(filter),
      filter.limit > 0 ? filter.limit : -1);
}

}  // namespace urp::store
