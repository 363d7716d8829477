#include "store/retention.hpp"

#include "store/erase.hpp"
#include "store/journal_cut.hpp"

namespace urp::store {
namespace {

constexpr const char* held = R"(
    (EXISTS (
       SELECT 1 FROM hold h
       WHERE h.contact = t.contact AND ifnull(h.until, ?) >= ?)
     OR EXISTS (
       SELECT 1
       FROM dispatch d
       JOIN letter l ON l.dispatch = d.id
       WHERE d.ticket = t.id AND l.state IN ('queued', 'sending', 'uncertain'))))";

/// The condition for the cases of these kinds; `?` are the kinds, the time, and twice now.
std::string past(const std::vector<TicketKind>& kinds, const char* is) {
  std::string marks;
  for (std::size_t i = 0; i < kinds.size(); ++i) marks += i == 0 ? "?" : ", ?";
  return " FROM ticket t WHERE t.kind IN (" + marks +
         ") AND t.state = 'closed' AND t.closed_at < ? AND NOT EXISTS (SELECT 1 FROM destroyed d WHERE "
         "d.ticket "
         "= t.id) AND " +
         is + held;
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

TimePoint presented_at(const Access& db, TicketId ticket) {
  return db.value<TimePoint>("SELECT presented_at FROM ticket WHERE id = ?", ticket);
}

void enter(Writer& db, const DestroyedCase& one) {
  const auto contents = count_contents(db, one.ticket);
  db.run(R"(
    INSERT INTO destroyed (ticket, at, class, authorisation, messages, media)
    VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT DO NOTHING)",
         one.ticket, one.at, db::or_null(one.retention), db::or_null(one.authorisation), contents.messages,
         contents.media);
  note_destroyed(db, one);
}

/// Numbers that follow one another.
std::vector<BodyRun> runs_of(const std::vector<JournalId>& bodies) {
  std::vector<BodyRun> runs;
  for (const auto body : bodies) {
    if (!runs.empty() && runs.back().second.value + 1 == body.value) {
      runs.back().second = body;
    } else {
      runs.emplace_back(body, body);
    }
  }
  return runs;
}

void record_again(Writer& db, const char* what, const std::string& which) {
  db.record("purge", std::nullopt, std::nullopt,
            {{what, std::nullopt, which}, {"again", std::nullopt, "yes"}});
}

Destroyed read_destroyed(db::Row& row) {
  Destroyed one;
  row >> one.at >> one.retention >> one.authorisation >> one.ticket >> one.number >> one.messages >>
      one.media;
  return one;
}

}  // namespace

std::vector<TicketId> list_past(const Access& db, const std::vector<TicketKind>& kinds, TimePoint before,
                                TimePoint now) {
  const std::string sql = "SELECT t.id" + past(kinds, "NOT ") + " ORDER BY t.id";
  return db.all<TicketId>(sql, values_of(kinds, before, now));
}

std::int64_t count_past_kept(const Access& db, const std::vector<TicketKind>& kinds, TimePoint before,
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

void enter_destroyed(Writer& db, TicketId ticket, const std::string& retention,
                     const std::string& authorisation) {
  enter(db, {ticket, presented_at(db, ticket), db.now(), retention, authorisation});
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
  for (const auto& run : runs_of(bodies)) note_destroyed(db, run);
  set_remains(db, true);
}

std::vector<std::int64_t> list_old_mails(const Access& db, TimePoint before) {
  return db.all<std::int64_t>("SELECT id FROM mail WHERE state = 'dismissed' AND at < ? ORDER BY id", before);
}

std::int64_t count_old_mails_kept(const Access& db, TimePoint before) {
  return db.value<std::int64_t>("SELECT count(*) FROM mail WHERE state = 'aside' AND at < ?", before);
}

void destroy_mails(Writer& db, const std::vector<std::int64_t>& mails) {
  for (const auto mail : mails) {
    note_destroyed_mail(db, db.value<std::string>("SELECT digest FROM mail WHERE id = ?", mail));
    db.run(R"(
      UPDATE mail
      SET
        state = 'destroyed',
        message_id = NULL,
        from_name = NULL,
        from_mail = NULL,
        subject = NULL,
        preview = NULL,
        reason = NULL,
        body = NULL
      WHERE id = ?)",
           mail);
  }
  set_remains(db, true);
}

void enter_destruction(Writer& db, std::string_view what, const std::string& authorisation,
                       std::int64_t number) {
  db.run("INSERT INTO destruction (at, class, authorisation, number) VALUES (?, ?, ?, ?)", db.now(), what,
         db::or_null(authorisation), number);
}

std::vector<Destroyed> list_destroyed(const Access& db) {
  return db.all<Destroyed>(R"(
    SELECT at, ifnull(class, ''), ifnull(authorisation, ''), ticket, 1, messages, media FROM destroyed
    UNION ALL
    SELECT at, class, ifnull(authorisation, ''), NULL, number, 0, 0 FROM destruction
    ORDER BY 1, 2, 4)",
                           read_destroyed);
}

std::optional<Destroyed> find_destroyed(const Access& db, TicketId ticket) {
  return db.first<Destroyed>(R"(
    SELECT at, ifnull(class, ''), ifnull(authorisation, ''), ticket, 1, messages, media
    FROM destroyed
    WHERE ticket = ?)",
                             read_destroyed, ticket);
}

int destroy_cases_again(Writer& db, const std::vector<Withheld>& register_lines) {
  Scope scope;
  std::string numbers;
  for (const auto& one : destroyed_cases(register_lines)) {
    const bool is_here = db.value<bool>(R"(
      SELECT EXISTS (
        SELECT 1 FROM ticket t
        WHERE t.id = ? AND t.presented_at = ? AND NOT EXISTS (SELECT 1 FROM destroyed d WHERE d.ticket = t.id)))",
                                        one.ticket, one.presented_at);
    if (!is_here) continue;
    enter(db, one);
    scope.tickets.push_back(one.ticket);
    numbers += (numbers.empty() ? "" : " ") + std::to_string(one.ticket.value);
  }
  if (scope.tickets.empty()) return 0;
  const auto bodies = list_bodies_with(db, journal_words(db, scope), JournalId{0});
  erase_scope(db, scope, bodies, last_body(db));
  record_again(db, "cases", numbers);
  return static_cast<int>(scope.tickets.size());
}

int destroy_bodies_again(Writer& db, const std::vector<Withheld>& register_lines) {
  int destroyed = 0;
  for (const auto& [first, last] : destroyed_runs(db, register_lines)) {
    const auto bodies = db.all<JournalId>(
        "SELECT id FROM journal WHERE id BETWEEN ? AND ? AND length(body) > 2 ORDER BY id", first, last);
    if (!bodies.empty()) destroy_bodies(db, bodies);
    destroyed += static_cast<int>(bodies.size());
  }
  if (destroyed > 0) record_again(db, "bodies", std::to_string(destroyed));
  return destroyed;
}

int destroy_mails_again(Writer& db, const std::vector<Withheld>& register_lines) {
  const auto mails = destroyed_mails(db, register_lines);
  if (mails.empty()) return 0;
  destroy_mails(db, mails);
  record_again(db, "letters", std::to_string(mails.size()));
  return static_cast<int>(mails.size());
}

}  // namespace urp::store
