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

void run(Writer& db, const char* sql, ContactId from, ContactId into) {
  db.query(sql).bind(1, from).bind(2, into).run();
}

std::vector<TicketId> tickets_of(const Access& db, ContactId contact) {
  return db.all<TicketId>("SELECT id FROM ticket WHERE contact = ? ORDER BY id", contact);
}

/// The case changed although nothing was said in it.
void note_tickets(Writer& db, const std::vector<TicketId>& tickets, ContactId before, ContactId after) {
  for (const auto ticket : tickets) {
    db.query("UPDATE ticket SET revision = ? WHERE id = ?").bind(1, db.next_event()).bind(2, ticket).run();
    db.record("contact_merge", ticket, std::nullopt, {{"contact", to_string(before), to_string(after)}});
  }
}

void note_contact(Writer& db, ContactId contact) {
  db.query("UPDATE contact SET revision = ? WHERE id = ?").bind(1, db.next_event()).bind(2, contact).run();
}

/// The words of the messages that came from `record` are those of `owner`.
void show_words_of(Writer& db, ContactId record, ContactId owner) {
  db.run(
      "UPDATE search_text SET contact = ?2 WHERE id IN (SELECT id FROM joined_row WHERE contact = ?1 AND "
      "kind = "
      "'message')",
      record, owner);
}

void move_rows(Writer& db, ContactId from, ContactId into) {
  for (const auto& [table, rows] : owned) {
    db.query_once("INSERT INTO joined_row (contact, kind, id) SELECT ?1, '" + string(table) + "', id FROM (" +
                  rows + ")")
        .bind(1, from)
        .run();
  }
  for (const auto& [table, rows] : owned) {
    db.query_once("UPDATE " + string(table) +
                  " SET contact = ?2 WHERE id IN (SELECT id FROM joined_row WHERE contact = ?1 AND kind = '" +
                  table + "')")
        .bind(1, from)
        .bind(2, into)
        .run();
  }
  show_words_of(db, from, into);
}

/// A topic is subscribed to once.
void settle_subscriptions(Writer& db, ContactId from, ContactId into) {
  db.query(
        "UPDATE subscription SET ended_at = max(at, ?3), ended_clerk = ?4, ended_evidence = 'c' || ?1 || ' = "
        "c' || ?2"
        " WHERE contact = ?1 AND ended_at IS NULL AND topic IN (SELECT topic FROM subscription WHERE contact "
        "= ?2 AND ended_at IS NULL)")
      .bind(1, from)
      .bind(2, into)
      .bind(3, db.now())
      .bind(4, db.actor().clerk)
      .run();
}

/// An end that is younger than the consent of the other record ends that too.
void apply_later_ends(Writer& db, ContactId a, ContactId b) {
  db.query(
        "UPDATE subscription SET ended_at = e.ended_at, ended_message = e.ended_message, ended_evidence = "
        "e.ended_evidence, ended_clerk = e.ended_clerk FROM (SELECT topic, max(ended_at) AS ended_at, "
        "ended_message, ended_evidence, ended_clerk FROM subscription WHERE contact = ?2 AND ended_at IS NOT "
        "NULL GROUP BY topic) e WHERE subscription.contact = ?1 AND subscription.ended_at IS NULL AND "
        "subscription.topic = e.topic AND subscription.at < e.ended_at")
      .bind(1, a)
      .bind(2, b)
      .run();
}

/// Nobody gets a notice twice: of two places in one the further one counts.
void settle_notices(Writer& db, ContactId from, ContactId into) {
  struct Place {
    std::int64_t notice;
    bool ours_waits, theirs_waits, twice;
  };
  std::vector<Place> places;
  {
    auto query = db.query(
        "SELECT n.id, r.status = 'pending' AND r.message IS NULL, t.status = 'pending' AND t.message IS NULL,"
        " t.contact IS NOT NULL FROM notice n CROSS JOIN notice_recipient r ON r.notice = n.id AND r.contact "
        "= ?1 LEFT JOIN notice_recipient t ON t.notice = n.id AND t.contact = ?2");
    query.bind(1, from).bind(2, into);
    while (query.step()) {
      places.push_back({query.integer(0), query.integer(1) != 0, !query.is_null(2) && query.integer(2) != 0,
                        query.integer(3) != 0});
    }
  }
  const auto skip = [&](std::int64_t notice, ContactId contact) {
    db.query(
          "UPDATE notice_recipient SET status = 'skipped', reason = 'same_person', at = ?3 WHERE notice = ?1 "
          "AND contact = ?2")
        .bind(1, notice)
        .bind(2, contact)
        .bind(3, db.now())
        .run();
  };
  for (const auto& place : places) {
    if (!place.twice) {
      db.query("UPDATE notice_recipient SET contact = ?3 WHERE notice = ?1 AND contact = ?2")
          .bind(1, place.notice)
          .bind(2, from)
          .bind(3, into)
          .run();
    } else if (place.ours_waits) {
      skip(place.notice, from);
    } else if (place.theirs_waits) {
      skip(place.notice, into);
    }
  }
}

void merge_windows(Writer& db, ContactId from, ContactId into) {
  db.query(
        "UPDATE service_window SET last_inbound_at = o.last_inbound_at, closed_at = o.closed_at FROM (SELECT "
        "number, last_inbound_at, closed_at FROM service_window WHERE contact = ?1) o WHERE "
        "service_window.contact = ?2 AND service_window.number = o.number AND o.last_inbound_at > "
        "service_window.last_inbound_at")
      .bind(1, from)
      .bind(2, into)
      .run();
  db.query(
        "UPDATE opt_out SET at = o.at FROM (SELECT number, at FROM opt_out WHERE contact = ?1) o WHERE "
        "opt_out.contact = ?2 AND opt_out.number = o.number AND o.at > opt_out.at")
      .bind(1, from)
      .bind(2, into)
      .run();
  db.query(
        "UPDATE opt_in SET at = o.at FROM (SELECT number, at FROM opt_in WHERE contact = ?1) o WHERE "
        "opt_in.contact = ?2 AND opt_in.number = o.number AND o.at > opt_in.at")
      .bind(1, from)
      .bind(2, into)
      .run();
}

void drop_stale_opt_outs(Writer& db, ContactId contact) {
  db.query(
        "DELETE FROM opt_out WHERE contact = ?1 AND EXISTS (SELECT 1 FROM opt_in i WHERE i.contact = ?1 AND "
        "i.number = opt_out.number AND i.at >= opt_out.at)")
      .bind(1, contact)
      .run();
}

/// Name and note of both; what a clerk wrote is never lost.
void merge_words(Writer& db, ContactId from, ContactId into) {
  db.query(
        "INSERT INTO contact_join (contact, into_contact, at, name_before, note_before, blocked_before)"
        " SELECT ?1, id, ?3, name, note, blocked FROM contact WHERE id = ?2")
      .bind(1, from)
      .bind(2, into)
      .bind(3, db.now())
      .run();
  db.query(
        "UPDATE contact SET name = ifnull(contact.name, o.name), profile_name = ifnull(contact.profile_name, "
        "o.profile_name), muted = contact.muted + o.muted,"
        " note = CASE WHEN contact.note IS NULL OR o.note IS NULL THEN ifnull(contact.note, o.note)"
        " ELSE contact.note || char(10) || o.note END FROM (SELECT name, profile_name, note, muted FROM "
        "contact WHERE id = ?1) o WHERE contact.id = ?2")
      .bind(1, from)
      .bind(2, into)
      .run();
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
  {
    auto query = db.query(
        "SELECT 1 FROM contact_join j JOIN contact c ON c.id = j.contact WHERE j.contact = ? AND "
        "j.blocked_before = 0 AND c.blocked = 1");
    query.bind(1, contact);
    if (!query.step()) return;
  }
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
  for (const char* sql : kept_once) run(db, sql, from, into);
  drop_stale_opt_outs(db, into);
  move_rows(db, from, into);
  run(db, "UPDATE contact SET merged_into = ?2 WHERE id = ?1", from, into);
  note_contact(db, from);
  note_contact(db, into);
  run(db, "DELETE FROM likely_same WHERE (a = ?1 AND b = ?2) OR (a = ?2 AND b = ?1)", from, into);
  db.record("contact_merge", std::nullopt, std::nullopt, {{"contact", to_string(from), to_string(into)}});
  note_tickets(db, tickets, from, into);
}

std::optional<ContactId> part_contacts(Writer& db, ContactId contact) {
  const ContactId into = living_contact(db, contact);
  if (into == contact) return std::nullopt;
  for (const auto& [table, rows] : owned) {
    db.query_once("UPDATE " + string(table) +
                  " SET contact = ?1 WHERE id IN (SELECT id FROM joined_row WHERE contact = ?1 AND kind = '" +
                  table + "')")
        .bind(1, contact)
        .run();
  }
  show_words_of(db, contact, contact);
  // Consents that ended for no other reason than the joining begin again.
  db.query(
        "UPDATE subscription SET ended_at = NULL, ended_clerk = NULL, ended_evidence = NULL WHERE contact = "
        "?1 AND ended_evidence = 'c' || ?1 || ' = c' || ?2")
      .bind(1, contact)
      .bind(2, into)
      .run();
  for (const auto one : {contact, into}) {
    db.query("DELETE FROM service_window WHERE contact = ?1").bind(1, one).run();
    db.query(
          "INSERT INTO service_window (contact, number, last_inbound_at) SELECT ?1, number, max(at) FROM "
          "(SELECT number, at FROM message WHERE direction = 'in' AND ticket IN (SELECT id FROM ticket WHERE "
          "contact = ?1) UNION ALL SELECT number, at FROM message WHERE direction = 'in' AND contact = ?1 "
          "AND "
          "ticket IS NULL) GROUP BY number")
        .bind(1, one)
        .run();
  }
  db.query(
        "UPDATE contact SET name = j.name_before, note = j.note_before FROM contact_join j WHERE j.contact = "
        "?1 AND contact.id = j.into_contact")
      .bind(1, contact)
      .run();
  part_blocks(db, contact, into);
  db.query("UPDATE contact SET merged_into = NULL WHERE id = ?1").bind(1, contact).run();
  db.query("DELETE FROM joined_row WHERE contact = ?1").bind(1, contact).run();
  db.query("DELETE FROM contact_join WHERE contact = ?1").bind(1, contact).run();
  note_contact(db, contact);
  note_contact(db, into);
  db.record("contact_part", std::nullopt, std::nullopt, {{"contact", to_string(into), to_string(contact)}});
  note_tickets(db, tickets_of(db, contact), into, contact);
  return into;
}

std::int64_t count_cases(const Access& db, ContactId contact) {
  auto query = db.query("SELECT count(*) FROM ticket WHERE contact = ?");
  query.bind(1, contact);
  query.step();
  return query.integer(0);
}

void propose_join(Writer& db, ContactId a, ContactId b, TimePoint at) {
  db.query("INSERT INTO likely_same (a, b, at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING")
      .bind(1, std::min(a, b))
      .bind(2, std::max(a, b))
      .bind(3, at)
      .run();
}

void keep_apart(Writer& db, ContactId a, ContactId b) {
  db.query(
        "INSERT INTO likely_same (a, b, at, apart) VALUES (?1, ?2, ?3, 1) ON CONFLICT DO UPDATE SET apart = "
        "1")
      .bind(1, std::min(a, b))
      .bind(2, std::max(a, b))
      .bind(3, db.now())
      .run();
}

std::vector<std::pair<ContactId, ContactId>> list_proposals(const Access& db, int limit) {
  auto query = db.query(
      "SELECT same.a, same.b FROM likely_same same JOIN contact a ON a.id = same.a JOIN contact b ON b.id = "
      "same.b "
      "WHERE same.apart = 0 AND a.merged_into IS NULL AND b.merged_into IS NULL ORDER BY same.at, same.a "
      "LIMIT ?");
  query.bind(1, limit);
  std::vector<std::pair<ContactId, ContactId>> proposals;
  while (query.step()) proposals.emplace_back(ContactId{query.integer(0)}, ContactId{query.integer(1)});
  return proposals;
}

}  // namespace urp::store
