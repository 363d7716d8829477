#include "store/retention.hpp"

namespace urp::store {
namespace {

constexpr const char* held = R"(
    EXISTS (
      SELECT 1 FROM hold h
      WHERE h.contact = t.contact AND ifnull(h.until, ?) >= ?))";

/// The condition for the cases of these kinds; `?` are the kinds, the time, and twice now.
std::string past(const std::vector<TicketKind>& kinds, const char* hold) {
  std::string marks;
  for (std::size_t i = 0; i < kinds.size(); ++i) marks += i == 0 ? "?" : ", ?";
  return " FROM ticket t WHERE t.kind IN (" + marks +
         ") AND t.state = 'closed' AND t.closed_at < ? AND NOT EXISTS (SELECT 1 FROM destroyed d WHERE "
         "d.ticket "
         "= t.id) AND " +
         hold + held;
}

db::Values values_of(const std::vector<TicketKind>& kinds, TimePoint before, TimePoint now) {
  db::Values values;
  for (const auto kind : kinds) values.emplace_back(std::string(to_name(kind)));
  values.emplace_back(std::int64_t{before.time_since_epoch().count()});
  values.emplace_back(std::int64_t{now.time_since_epoch().count()});
  values.emplace_back(std::int64_t{now.time_since_epoch().count()});
  return values;
}

}  // namespace

std::vector<TicketId> list_past(const Access& db, const std::vector<TicketKind>& kinds, TimePoint before,
                                TimePoint now) {
  const std::string sql = "SELECT t.id" + past(kinds, "NOT ") + " ORDER BY t.id";
  return db.all<TicketId>(sql, values_of(kinds, before, now));
}

std::int64_t count_past_on_hold(const Access& db, const std::vector<TicketKind>& kinds, TimePoint before,
                                TimePoint now) {
  const std::string sql = "SELECT count(*)" + past(kinds, "");
  return db.value<std::int64_t>(sql, values_of(kinds, before, now));
}

Contents count_contents(const Access& db, TicketId ticket) {
  Contents contents;
  contents.messages = db.value<std::int64_t>("SELECT count(*) FROM message WHERE ticket = ?", ticket);
  contents.media = db.value<std::int64_t>(
      "SELECT count(*) FROM media WHERE sha256 IS NOT NULL AND message IN (SELECT id FROM message WHERE "
      "ticket "
      "= ?)",
      ticket);
  return contents;
}

void enter_destroyed(Writer& db, TicketId ticket, const Contents& contents, const std::string& retention,
                     const std::string& authorisation) {
  db.run(R"(
    INSERT INTO destroyed (ticket, at, class, authorisation, messages, media)
    VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT DO NOTHING)",
         ticket, db.now(), db::or_null(retention), db::or_null(authorisation), contents.messages,
         contents.media);
}

}  // namespace urp::store
