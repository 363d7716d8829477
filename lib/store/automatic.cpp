#include "store/automatic.hpp"

#include "domain/recent.hpp"
#include "store/contacts.hpp"
#include "store/windows.hpp"

namespace urp::store {
namespace {

constexpr std::chrono::hours day{24};

/// Nothing waits for longer than a window is open: what is further off was noted by a clock that was ahead.
constexpr db::Piece is_due = "not_before IS NOT NULL AND (not_before <= ?1 OR not_before > ?1 + 90000)";

// What is said about subscriptions was asked for.
std::optional<TimePoint> last_automatic(const Access& db, ContactId contact, TimePoint now) {
  return db.value<std::optional<TimePoint>>(R"(
    SELECT max(at)
    FROM message
    WHERE automatic = 1 AND notice IS NULL AND at > ? AND at <= ? AND contact = ?
      AND purpose IN ('receipt', 'closed', 'reminder', 'survey'))",
                                            now - automatic_pause, now + clock_tolerance, contact);
}

std::int64_t count_to_person(const Access& db, ContactId contact, TimePoint now) {
  return db.value<std::int64_t>(R"(
    SELECT count(*)
    FROM message
    WHERE automatic = 1 AND notice IS NULL AND at > ? AND at <= ? AND contact = ?)",
                                now - day, now + clock_tolerance, contact);
}

bool first_contact(const Access& db, ContactId contact) {
  return !db.value<bool>(R"(
    SELECT EXISTS (
      SELECT 1
      FROM ticket t
      JOIN message m ON m.ticket = t.id
      WHERE t.contact = ? AND m.direction = 'out' AND m.status IS NOT 'cancelled'))",
                         contact);
}

bool is_under_way(const Access& db, TicketId ticket) {
  return db.value<bool>(R"(
    SELECT EXISTS (
      SELECT 1
      FROM message
      WHERE ticket = ? AND automatic = 0 AND status IN ('queued', 'parked', 'sending', 'uncertain')))",
                        ticket);
}

}  // namespace

void note_occasion(Writer& db, const DueAutomatic& due, TimePoint not_before) {
  db.run(R"(
    INSERT INTO automatic_due (ticket, occasion, since, not_before)
    VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE
    SET since = excluded.since, not_before = ifnull(not_before, excluded.not_before)
    WHERE excluded.since > since)",
         due.ticket, to_name(due.occasion), due.since, not_before);
}

std::vector<DueAutomatic> list_due_automatic(const Access& db, TimePoint now, int limit) {
  static constexpr auto select = R"(
    SELECT ticket, occasion, since
    FROM automatic_due
    WHERE )" + is_due + R"(
    ORDER BY not_before
    LIMIT ?2)";
  return db.all<DueAutomatic>(
      select,
      [](db::Row& row) {
        DueAutomatic due;
        row >> due.ticket;
        due.occasion = occasion(row.next<std::string_view>()).value_or(Occasion::presented);
        row >> due.since;
        return due;
      },
      now, limit);
}

void postpone_automatic(Writer& db, const DueAutomatic& due, TimePoint not_before) {
  db.run("UPDATE automatic_due SET not_before = ? WHERE ticket = ? AND occasion = ?", not_before, due.ticket,
         to_name(due.occasion));
}

void settle_automatic(Writer& db, const DueAutomatic& due) {
  db.run("UPDATE automatic_due SET not_before = NULL WHERE ticket = ? AND occasion = ?", due.ticket,
         to_name(due.occasion));
}

int settle_due_automatic(Writer& db, TimePoint now) {
  static constexpr auto update = "UPDATE automatic_due SET not_before = NULL WHERE " + is_due;
  return db.run(update, now);
}

std::vector<DueAutomatic> list_newly_closed(const Access& db, TimePoint since, int limit) {
  return db.all<DueAutomatic>(R"(
    SELECT t.id, t.closed_at
    FROM ticket t
    LEFT JOIN automatic_due d ON d.ticket = t.id AND d.occasion = 'closed'
    WHERE t.state = 'closed'
      AND t.closed_at > ?
      AND t.outcome NOT IN ('duplicate', 'no-reply')
      AND ifnull(d.since, 0) < t.closed_at
    ORDER BY t.closed_at
    LIMIT ?)",
                              [](db::Row& row) {
                                DueAutomatic due{{}, Occasion::closed, {}};
                                row >> due.ticket >> due.since;
                                return due;
                              },
                              since, limit);
}

std::vector<SilentCitizen> list_newly_waiting(const Access& db, TimePoint since, int limit) {
  return db.all<SilentCitizen>(R"(
    SELECT t.id, w.last_inbound_at, w.closed_at, t.last_message_at
    FROM ticket t
    JOIN service_window w ON w.contact = t.contact AND w.number = t.number
    LEFT JOIN automatic_due d ON d.ticket = t.id AND d.occasion = 'waiting'
    WHERE t.state = 'waiting'
      AND t.last_message_at > ?1
      AND w.last_inbound_at > ?1
      AND t.last_message_at > w.last_inbound_at
      AND ifnull(d.since, 0) < w.last_inbound_at
    ORDER BY t.last_message_at
    LIMIT ?2)",
                               [](db::Row& row) {
                                 SilentCitizen silent{{{}, Occasion::waiting, {}}, {}, {}};
                                 row >> silent.due.ticket >> silent.due.since;
                                 const auto closed = row.next<std::optional<TimePoint>>();
                                 silent.window_closes = window_end(silent.due.since, closed);
                                 row >> silent.last_word;
                                 return silent;
                               },
                               since, limit);
}

AutomaticCase read_automatic(const Access& db, const DueAutomatic& due, TimePoint now,
                             TimePoint month_begin) {
  AutomaticCase found;
  auto& facts = found.facts;
  auto& values = found.values;
  TicketState state = TicketState::open;
  std::optional<TimePoint> closed_at, answered_at;
  const auto row = db.first<bool>(
      R"(
    SELECT
      t.contact,
      t.number,
      t.state,
      t.kind,
      t.service,
      t.presented_at,
      t.term_due_at,
      t.closed_at,
      c.blocked,
      coalesce(c.name, c.profile_name),
      (SELECT max(m.at) FROM message m
       WHERE m.ticket = t.id AND m.direction = 'out' AND m.automatic = 0 AND m.type <> 'reaction'),
      EXISTS (SELECT 1 FROM survey s WHERE s.ticket = t.id)
    FROM ticket t
    JOIN contact c ON c.id = t.contact
    WHERE t.id = ?)",
      [&](db::Row& ticket) {
        ticket >> found.contact >> found.number;
        state = ticket_state(ticket.next<std::string_view>()).value_or(state);
        values.kind = ticket_kind(ticket.next<std::string_view>()).value_or(TicketKind::request);
        ticket >> found.service >> values.presented >> values.term_due;
        ticket >> closed_at >> facts.muted >> values.name;
        ticket >> answered_at >> facts.surveyed;
        return true;
      },
      due.ticket);
  if (!row) return found;
  values.ticket = due.ticket;
  facts.occasion = due.occasion;
  facts.now = now;
  facts.window_closes = window_closes(db, found.contact, found.number);
  if (due.occasion == Occasion::closed) facts.still_so = closed_at == due.since;
  if (due.occasion == Occasion::waiting)  // and has not written since
    facts.still_so = state == TicketState::waiting && facts.window_closes <= due.since + window_length;
  facts.answered = answered_at && *answered_at >= due.since;
  facts.first_contact = due.occasion == Occasion::presented && first_contact(db, found.contact);
  facts.under_way = is_under_way(db, due.ticket);
  facts.last_automatic = last_automatic(db, found.contact, now);
  facts.last_day = count_to_person(db, found.contact, now);
  facts.this_month = count_automatic(db, month_begin);
  return found;
}

std::int64_t count_automatic(const Access& db, TimePoint since) {
  return db.value<std::int64_t>(
      "SELECT count(*) FROM message WHERE automatic = 1 AND notice IS NULL AND at >= ?", since);
}

}  // namespace urp::store
