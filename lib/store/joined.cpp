#include "store/joined.hpp"

#include <algorithm>
#include <string>

#include "store/blocks.hpp"
#include "store/contacts.hpp"

namespace urp::store {
namespace {

using std::string;

/// What names one contact and has an id of its own: `name` of the table, and which of its rows are the
/// contact's, by an index.
struct Owned {
  const char* table;
  const char* rows;  // ?1: the contact
};
constexpr Owned owned[] = {
    {"message",
     "SELECT id FROM message WHERE ticket IN (SELECT id FROM ticket WHERE contact = ?1) UNION ALL "
     "SELECT id FROM message WHERE contact = ?1 AND ticket IS NULL"},
    {"ticket", "SELECT id FROM ticket WHERE contact = ?1"},
    {"identity", "SELECT id FROM identity WHERE contact = ?1"},
    {"amendment", "SELECT id FROM amendment WHERE contact = ?1"},
    {"subscription", "SELECT id FROM subscription WHERE contact = ?1"},
    {"attempt", "SELECT id FROM attempt WHERE contact = ?1"},
};

/// What there is once for each contact and something else: moved where the other has none of it.
constexpr const char* kept_once[] = {
    "UPDATE OR IGNORE service_window SET contact = ?2 WHERE contact = ?1",
    "UPDATE OR IGNORE opt_out SET contact = ?2 WHERE contact = ?1",
    "UPDATE OR IGNORE opt_in SET contact = ?2 WHERE contact = ?1",
    "UPDATE OR IGNORE read_receipt SET contact = ?2 WHERE contact = ?1",
    "UPDATE OR IGNORE responder SET contact = ?2 WHERE contact = ?1",
    "UPDATE OR IGNORE person_hold SET contact = ?2 WHERE contact = ?1",
    "UPDATE OR IGNORE notice_parameter SET contact = ?2 WHERE contact = ?1 AND notice IN (SELECT id FROM "
    "notice)",
};

std::vector<TicketId> tickets_of(const Access& db, ContactId contact) {
  return db.all<TicketId>("SELECT id FROM ticket WHERE contact = ? ORDER BY id", contact);
}

/// The case changed although nothing was said in it.
void note_tickets(Writer& db, const std::vector<TicketId>& tickets, ContactId before, ContactId after) {
  for (const auto ticket : tickets) {
    db.run("UPDATE ticket SET revision = ? WHERE id = ?", db.next_event(), ticket);
    db.record("contact_merge", ticket, std::nullopt, {{"contact", to_string(before), to_string(after)}});
  }
}

/// So did the messages that came from `record`, each of which says whose it is.
void note_messages(Writer& db, ContactId record) {
  db.run(R"(
    UPDATE message
    SET revision = ?
    WHERE id IN (SELECT id FROM joined_row WHERE contact = ? AND kind = 'message'))",
         db.next_event(), record);
}

void note_contact(Writer& db, ContactId contact) {
  db.run("UPDATE contact SET revision = ? WHERE id = ?", db.next_event(), contact);
}

/// The words of the messages that came from `record` are those of `owner`.
void show_words_of(Writer& db, ContactId record, ContactId owner) {
  db.run(R"(
    UPDATE search_text
    SET contact = ?2
    WHERE id IN (SELECT id FROM joined_row WHERE contact = ?1 AND kind = 'message'))",
         record, owner);
}

void move_rows(Writer& db, ContactId from, ContactId into) {
  for (const auto& [table, rows] : owned) {
    db.run("INSERT INTO joined_row (contact, kind, id) SELECT ?1, '" + string(table) + "', id FROM (" + rows +
               ")",
           from);
  }
  for (const auto& [table, rows] : owned) {
    db.run("UPDATE " + string(table) +
               " SET contact = ?2 WHERE id IN (SELECT id FROM joined_row WHERE contact = ?1 AND kind = '" +
               table + "')",
           from, into);
  }
  show_words_of(db, from, into);
}

/// A topic is subscribed to once.
void settle_subscriptions(Writer& db, ContactId from, ContactId into) {
  db.run(R"(
    UPDATE subscription
    SET
      ended_at = max(at, ?3),
      ended_clerk = ?4,
      ended_evidence = 'c' || ?1 || ' = c' || ?2
    WHERE contact = ?1
      AND ended_at IS NULL
      AND topic IN (SELECT topic FROM subscription WHERE contact = ?2 AND ended_at IS NULL))",
         from, into, db.now(), db.actor().clerk);
}

/// An end that is younger than the consent of the other record ends that too.
void apply_later_ends(Writer& db, ContactId a, ContactId b) {
  db.run(R"(
    UPDATE subscription
    SET
      ended_at = e.ended_at,
      ended_message = e.ended_message,
      ended_evidence = e.ended_evidence,
      ended_clerk = e.ended_clerk
    FROM (
      SELECT
        topic,
        max(ended_at) AS ended_at,
        ended_message,
        ended_evidence,
        ended_clerk
      FROM subscription
      WHERE contact = ?2 AND ended_at IS NOT NULL
      GROUP BY topic
    ) e
    WHERE subscription.contact = ?1
      AND subscription.ended_at IS NULL
      AND subscription.topic = e.topic
      AND subscription.at < e.ended_at)",
         a, b);
}

/// Of two records of one person in a notice.
struct Places {
  std::int64_t notice = 0;
  bool ours_waits = false, theirs_waits = false, twice = false;
};

Places read_places(db::Row& row) {
  Places places;
  row >> places.notice >> places.ours_waits >> places.theirs_waits >> places.twice;
  return places;
}

/// Nobody gets a notice twice: of two places in one the further one counts.
void settle_notices(Writer& db, ContactId from, ContactId into) {
  const auto places = db.all<Places>(R"(
    SELECT
      n.id,
      r.status = 'pending' AND r.message IS NULL,
      ifnull(t.status = 'pending' AND t.message IS NULL, 0),
      t.contact IS NOT NULL
    FROM notice n
    CROSS JOIN notice_recipient r ON r.notice = n.id AND r.contact = ?1
    LEFT JOIN notice_recipient t ON t.notice = n.id AND t.contact = ?2)",
                                     read_places, from, into);
  const auto skip = [&](std::int64_t notice, ContactId contact) {
    db.run(R"(
      UPDATE notice_recipient
      SET
        status = 'skipped',
        reason = 'same_person',
        at = ?
      WHERE notice = ? AND contact = ?)",
           db.now(), notice, contact);
  };
  for (const auto& place : places) {
    if (!place.twice) {
      db.run("UPDATE notice_recipient SET contact = ? WHERE notice = ? AND contact = ?", into, place.notice,
             from);
    } else if (place.ours_waits) {
      skip(place.notice, from);
    } else if (place.theirs_waits) {
      skip(place.notice, into);
    }
  }
}

void merge_windows(Writer& db, ContactId from, ContactId into) {
  db.run(R"(
    UPDATE service_window
    SET
      last_inbound_at = o.last_inbound_at,
      closed_at = o.closed_at
    FROM (SELECT number, last_inbound_at, closed_at FROM service_window WHERE contact = ?1) o
    WHERE service_window.contact = ?2
      AND service_window.number = o.number
      AND o.last_inbound_at > service_window.last_inbound_at)",
         from, into);
  db.run(R"(
    UPDATE opt_out
    SET at = o.at
    FROM (SELECT number, at FROM opt_out WHERE contact = ?1) o
    WHERE opt_out.contact = ?2 AND opt_out.number = o.number AND o.at > opt_out.at)",
         from, into);
  db.run(R"(
    UPDATE opt_in
    SET at = o.at
    FROM (SELECT number, at FROM opt_in WHERE contact = ?1) o
    WHERE opt_in.contact = ?2 AND opt_in.number = o.number AND o.at > opt_in.at)",
         from, into);
}

void drop_stale_opt_outs(Writer& db, ContactId contact) {
  db.run(R"(
    DELETE FROM opt_out
    WHERE contact = ?1
      AND EXISTS (
        SELECT 1 FROM opt_in i
        WHERE i.contact = ?1 AND i.number = opt_out.number AND i.at >= opt_out.at))",
         contact);
}

/// Name and note of both; what a clerk wrote is never lost.
void merge_words(Writer& db, ContactId from, ContactId into) {
  db.run(R"(
    INSERT INTO contact_join (contact, into_contact, at, name_before, note_before, blocked_before)
    SELECT ?1, id, ?3, name, note, blocked
    FROM contact
    WHERE id = ?2)",
         from, into, db.now());
  db.run(R"(
    UPDATE contact
    SET
      name = ifnull(contact.name, o.name),
      profile_name = ifnull(contact.profile_name, o.profile_name),
      muted = contact.muted + o.muted,
      note = CASE
        WHEN contact.note IS NULL OR o.note IS NULL THEN ifnull(contact.note, o.note)
        ELSE contact.note || char(10) || o.note
      END
    FROM (SELECT name, profile_name, note, muted FROM contact WHERE id = ?1) o
    WHERE contact.id = ?2)",
         from, into);
}

/// Whom the office does not hear under one number it does not hear under the other.
void merge_blocks(Writer& db, ContactId from, ContactId into) {
  const auto theirs = get_block(db, from), ours = get_block(db, into);
  if (!theirs.blocked || ours.blocked) return;
  set_blocked(db, into, true, theirs.until);
  want_block(db, into, true);
}

/// A block that came along goes along.
void part_blocks(Writer& db, ContactId contact, ContactId into) {
  const bool came_along = db.value<bool>(R"(
    SELECT EXISTS (
      SELECT 1 FROM contact_join j
      JOIN contact c ON c.id = j.contact
      WHERE j.contact = ? AND j.blocked_before = 0 AND c.blocked = 1))",
                                         contact);
  if (!came_along) return;
  set_blocked(db, into, false, std::nullopt);
  want_block(db, into, false);
  want_block(db, contact, true);
}

}  // namespace

void join_contacts(Writer& db, ContactId from, ContactId into) {
  const auto tickets = tickets_of(db, from);
  merge_words(db, from, into);
  merge_blocks(db, from, into);
  apply_later_ends(db, into, from);
  apply_later_ends(db, from, into);
  settle_subscriptions(db, from, into);
  settle_notices(db, from, into);
  merge_windows(db, from, into);
  for (const std::string sql : kept_once) db.run(sql, from, into);
  drop_stale_opt_outs(db, into);
  move_rows(db, from, into);
  note_messages(db, from);
  db.run("UPDATE contact SET merged_into = ? WHERE id = ?", into, from);
  note_contact(db, from);
  note_contact(db, into);
  db.run("DELETE FROM likely_same WHERE (a = ?1 AND b = ?2) OR (a = ?2 AND b = ?1)", from, into);
  db.record("contact_merge", std::nullopt, std::nullopt, {{"contact", to_string(from), to_string(into)}});
  note_tickets(db, tickets, from, into);
}

std::optional<ContactId> part_contacts(Writer& db, ContactId contact) {
  const ContactId into = living_contact(db, contact);
  if (into == contact) return std::nullopt;
  for (const auto& [table, rows] : owned) {
    db.run("UPDATE " + string(table) +
               " SET contact = ?1 WHERE id IN (SELECT id FROM joined_row WHERE contact = ?1 AND kind = '" +
               table + "')",
           contact);
  }
  show_words_of(db, contact, contact);
  note_messages(db, contact);
  // Consents that ended for no other reason than the joining begin again.
  db.run(R"(
    UPDATE subscription
    SET
      ended_at = NULL,
      ended_clerk = NULL,
      ended_evidence = NULL
    WHERE contact = ?1 AND ended_evidence = 'c' || ?1 || ' = c' || ?2)",
         contact, into);
  for (const auto one : {contact, into}) {
    db.run("DELETE FROM service_window WHERE contact = ?", one);
    db.run(R"(
      INSERT INTO service_window (contact, number, last_inbound_at)
      SELECT ?1, number, max(at)
      FROM (
        SELECT number, at FROM message
        WHERE direction = 'in' AND ticket IN (SELECT id FROM ticket WHERE contact = ?1)
        UNION ALL
        SELECT number, at FROM message
        WHERE direction = 'in' AND contact = ?1 AND ticket IS NULL
      )
      GROUP BY number)",
           one);
  }
  db.run(R"(
    UPDATE contact
    SET
      name = j.name_before,
      note = j.note_before
    FROM contact_join j
    WHERE j.contact = ? AND contact.id = j.into_contact)",
         contact);
  part_blocks(db, contact, into);
  db.run("UPDATE contact SET merged_into = NULL WHERE id = ?", contact);
  db.run("DELETE FROM joined_row WHERE contact = ?", contact);
  db.run("DELETE FROM contact_join WHERE contact = ?", contact);
  note_contact(db, contact);
  note_contact(db, into);
  db.record("contact_part", std::nullopt, std::nullopt, {{"contact", to_string(into), to_string(contact)}});
  note_tickets(db, tickets_of(db, contact), into, contact);
  return into;
}

std::int64_t count_cases(const Access& db, ContactId contact) {
  return db.value<std::int64_t>("SELECT count(*) FROM ticket WHERE contact = ?", contact);
}

void propose_join(Writer& db, ContactId a, ContactId b, TimePoint at) {
  db.run("INSERT INTO likely_same (a, b, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", std::min(a, b),
         std::max(a, b), at);
}

void keep_apart(Writer& db, ContactId a, ContactId b) {
  db.run("INSERT INTO likely_same (a, b, at, apart) VALUES (?, ?, ?, 1) ON CONFLICT DO UPDATE SET apart = 1",
         std::min(a, b), std::max(a, b), db.now());
}

std::vector<std::pair<ContactId, ContactId>> list_proposals(const Access& db, int limit) {
  using Pair = std::pair<ContactId, ContactId>;
  return db.all<Pair>(R"(
    SELECT
      same.a,
      same.b
    FROM likely_same same
    JOIN contact a ON a.id = same.a
    JOIN contact b ON b.id = same.b
    WHERE same.apart = 0 AND a.merged_into IS NULL AND b.merged_into IS NULL
    ORDER BY same.at, same.a
    LIMIT ?)",
                      [](db::Row& row) {
                        Pair pair;
                        row >> pair.first >> pair.second;
                        return pair;
                      },
                      limit);
}

}  // namespace urp::store
