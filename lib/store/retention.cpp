#include "store/retention.hpp"

#include "store/erase.hpp"
#include "store/journal_cut.hpp"

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

/// `?1`: before; `?2`: now.
constexpr db::Piece idle_contacts = R"(
    FROM contact c
    WHERE c.merged_into IS NULL
      AND c.blocked = 0
      AND c.created_at < ?1
      AND (
        c.name IS NOT NULL
        OR c.profile_name IS NOT NULL
        OR c.note IS NOT NULL
        OR EXISTS (SELECT 1 FROM identity i WHERE i.contact = c.id))
      AND c.id NOT IN (
        SELECT contact FROM message WHERE at >= ?1 OR status IN ('queued', 'parked', 'sending'))
      AND c.id NOT IN (
        SELECT t.contact
        FROM ticket t
        WHERE t.merged_into IS NULL AND NOT EXISTS (SELECT 1 FROM destroyed d WHERE d.ticket = t.id))
      AND c.id NOT IN (SELECT contact FROM subscription WHERE ended_at IS NULL)
      AND EXISTS (SELECT 1 FROM hold h WHERE h.contact = c.id AND ifnull(h.until, ?2) >= ?2) = )";

constexpr db::Piece old_bodies = R"(
    FROM journal j
    WHERE j.received_at < ?1
      AND length(j.body) > 2
      AND (
        EXISTS (SELECT 1 FROM journal_part p WHERE p.journal = j.id AND p.outcome = 'unhandled')
        OR j.id IN (
          SELECT m.journal
          FROM message m
          JOIN hold h ON h.contact = m.contact
          WHERE m.journal IS NOT NULL AND ifnull(h.until, ?2) >= ?2)) = )";

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

std::vector<ContactId> list_idle_contacts(const Access& db, TimePoint before, TimePoint now) {
  static constexpr auto sql = "SELECT c.id" + idle_contacts + "0 ORDER BY c.id";
  return db.all<ContactId>(sql, before, now);
}

std::int64_t count_idle_on_hold(const Access& db, TimePoint before, TimePoint now) {
  static constexpr auto sql = "SELECT count(*)" + idle_contacts + "1";
  return db.value<std::int64_t>(sql, before, now);
}

std::vector<JournalId> list_old_bodies(const Access& db, TimePoint before, TimePoint now) {
  static constexpr auto sql = "SELECT j.id" + old_bodies + "0 ORDER BY j.id";
  return db.all<JournalId>(sql, before, now);
}

std::int64_t count_old_bodies_kept(const Access& db, TimePoint before, TimePoint now) {
  static constexpr auto sql = "SELECT count(*)" + old_bodies + "1";
  return db.value<std::int64_t>(sql, before, now);
}

void destroy_bodies(Writer& db, const std::vector<JournalId>& bodies) {
  for (const auto body : bodies) {
    db.run("UPDATE journal SET body = CAST('{}' AS BLOB), cut = 1 WHERE id = ?", body);
    db.run("UPDATE journal_part SET outcome = 'erased', reason = NULL WHERE journal = ?", body);
  }
  set_remains(db, true);
}

void enter_destruction(Writer& db, std::string_view what, const std::string& authorisation,
                       std::int64_t number) {
  db.run("INSERT INTO destruction (at, class, authorisation, number) VALUES (?, ?, ?, ?)", db.now(), what,
         db::or_null(authorisation), number);
}

std::vector<DestroyedCase> list_destroyed(const Access& db) {
  return db.all<DestroyedCase>(R"(
    SELECT d.ticket, t.presented_at, d.at, ifnull(d.class, ''), ifnull(d.authorisation, '')
    FROM destroyed d
    JOIN ticket t ON t.id = d.ticket
    ORDER BY d.ticket)",
                               [](db::Row& row) {
                                 DestroyedCase one;
                                 row >> one.ticket >> one.presented_at >> one.at >> one.retention >>
                                     one.authorisation;
                                 return one;
                               });
}

int destroy_again(Writer& db, const std::vector<DestroyedCase>& cases) {
  Scope scope;
  std::string numbers;
  for (const auto& one : cases) {
    const bool is_here = db.value<bool>(R"(
      SELECT EXISTS (
        SELECT 1 FROM ticket t
        WHERE t.id = ? AND t.presented_at = ? AND NOT EXISTS (SELECT 1 FROM destroyed d WHERE d.ticket = t.id)))",
                                        one.ticket, one.presented_at);
    if (!is_here) continue;
    enter_destroyed(db, one.ticket, count_contents(db, one.ticket), one.retention, one.authorisation);
    db.run("UPDATE destroyed SET at = ? WHERE ticket = ?", one.at, one.ticket);
    scope.tickets.push_back(one.ticket);
    numbers += (numbers.empty() ? "" : " ") + std::to_string(one.ticket.value);
  }
  if (scope.tickets.empty()) return 0;
  const auto bodies = list_bodies_with(db, journal_words(db, scope), JournalId{0});
  erase_scope(db, scope, bodies, last_body(db));
  db.record("purge", std::nullopt, std::nullopt,
            {{"cases", std::nullopt, numbers}, {"again", std::nullopt, "yes"}});
  return static_cast<int>(scope.tickets.size());
}

}  // namespace urp::store
