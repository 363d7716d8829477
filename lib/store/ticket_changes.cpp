#include "store/ticket_changes.hpp"

#include "domain/say.hpp"

namespace urp::store {
namespace {

// ?1 ticket, ?2 revision, ?3 the acting clerk, ?4 now; values of the change follow from ?5.
#define MOVED "revision = ?2, clerk_moved_at = CASE WHEN clerk IS ?3 THEN ?4 ELSE clerk_moved_at END"

Query changing(Writer& db, TicketId ticket, const char* sql) {
  auto query = db.query(sql);
  query.bind(1, ticket).bind(2, db.next_event()).bind(3, db.actor().clerk).bind(4, db.now());
  return query;
}

/// To the letter what the partial index ticket_claimed says, and more.
#define LAPSED                                                                                       \
  "clerk IS NOT NULL AND waiting_since IS NOT NULL AND clerk_moved_at <= ?1 AND waiting_since <= ?1" \
  " AND (postponed_until IS NULL OR postponed_until <= ?2)"

void give_back(Writer& db, TicketId ticket, const std::string& clerk) {
  db.query(
        "UPDATE ticket SET clerk = NULL, clerk_since = NULL, clerk_moved_at = NULL, revision = ?2 WHERE id = "
        "?1")
      .bind(1, ticket)
      .bind(2, db.next_event())
      .run();
  db.record("lapse", ticket, std::nullopt, {{"clerk", clerk, std::nullopt}});
}

}  // namespace

void throw_unknown(TicketId ticket) {
  throw Error(Fault::not_found, say(_("{0}: there is no such ticket"), to_string(ticket)),
              _("see: urp inbox --all"));
}

ChangeView get_change_view(const Access& db, TicketId ticket) {
  auto query = db.query(
      "SELECT contact, kind, state, urgent, subject, clerk, postponed_until, first_answered_at, presented_at,"
      " identified, merged_into FROM ticket WHERE id = ?");
  query.bind(1, ticket);
  if (!query.step()) throw_unknown(ticket);
  ChangeView view;
  view.contact = {query.integer(0)};
  view.kind = ticket_kind(query.text(1)).value_or(TicketKind::request);
  view.state = ticket_state(query.text(2)).value_or(TicketState::open);
  view.urgent = query.integer(3) != 0;
  view.subject = query.maybe_string(4);
  view.clerk = query.maybe_string(5);
  view.postponed_until = query.maybe_time(6);
  view.first_answered_at = query.maybe_time(7);
  view.presented_at = query.time(8);
  view.identified = identified(query.text(9)).value_or(Identified::none);
  if (const auto whole = query.maybe_integer(10)) view.merged_into = TicketId{*whole};
  return view;
}

std::int64_t get_revision(const Access& db, TicketId ticket) {
  auto query = db.query("SELECT revision FROM ticket WHERE id = ?");
  query.bind(1, ticket);
  if (!query.step()) throw_unknown(ticket);
  return query.integer(0);
}

void set_holder(Writer& db, TicketId ticket, const std::optional<std::string>& clerk) {
  db.query(
        "UPDATE ticket SET clerk = ?5, clerk_since = iif(?5 IS NULL, NULL, ?4), clerk_moved_at = iif(?5 IS "
        "NULL, NULL, ?4), revision = ?2,"
        " state = CASE WHEN state = 'new' AND ?5 IS NOT NULL THEN 'open' ELSE state END WHERE id = ?1")
      .bind(1, ticket)
      .bind(2, db.next_event())
      .bind(4, db.now())
      .bind(5, clerk)
      .run();
}

void close_ticket(Writer& db, TicketId ticket, Outcome outcome) {
  changing(db, ticket,
           "UPDATE ticket SET state = 'closed', closed_at = ?4, outcome = ?5, waiting_since = NULL,"
           " postponed_until = NULL, " MOVED " WHERE id = ?1")
      .bind(5, to_name(outcome))
      .run();
}

void reopen_ticket(Writer& db, TicketId ticket) {
  changing(db, ticket,
           "UPDATE ticket SET state = 'open', closed_at = NULL, outcome = NULL, waiting_since = ?4, " MOVED
           " WHERE id = ?1")
      .run();
}

void set_postponed(Writer& db, TicketId ticket, std::optional<TimePoint> until) {
  changing(db, ticket, "UPDATE ticket SET postponed_until = ?5, " MOVED " WHERE id = ?1")
      .bind(5, until)
      .run();
}

void set_urgent(Writer& db, TicketId ticket, bool urgent) {
  changing(db, ticket, "UPDATE ticket SET urgent = ?5, " MOVED " WHERE id = ?1").bind(5, urgent).run();
}

void set_kind(Writer& db, TicketId ticket, TicketKind kind, TimePoint term_due_at) {
  changing(db, ticket, "UPDATE ticket SET kind = ?5, term_due_at = ?6, " MOVED " WHERE id = ?1")
      .bind(5, to_name(kind))
      .bind(6, term_due_at)
      .run();
}

void set_subject(Writer& db, TicketId ticket, const std::optional<std::string>& subject) {
  changing(db, ticket, "UPDATE ticket SET subject = ?5, " MOVED " WHERE id = ?1").bind(5, subject).run();
}

void set_identified(Writer& db, TicketId ticket, Identified identified) {
  changing(db, ticket, "UPDATE ticket SET identified = ?5, " MOVED " WHERE id = ?1")
      .bind(5, to_name(identified))
      .run();
}

bool add_tag(Writer& db, TicketId ticket, const std::string& tag) {
  auto insert = db.query("INSERT INTO ticket_tag (ticket, tag) VALUES (?, ?) ON CONFLICT DO NOTHING");
  insert.bind(1, ticket).bind(2, tag).run();
  return insert.changes() > 0;
}

bool remove_tag(Writer& db, TicketId ticket, const std::string& tag) {
  auto remove = db.query("DELETE FROM ticket_tag WHERE ticket = ? AND tag = ?");
  remove.bind(1, ticket).bind(2, tag).run();
  return remove.changes() > 0;
}

std::vector<std::pair<std::string, std::int64_t>> list_tags(const Access& db) {
  auto query = db.query(
      // Led by the open tickets: by the order of the tags it would be every ticket there ever was.
      "SELECT g.tag, count(*) FROM ticket t CROSS JOIN ticket_tag g ON g.ticket = t.id WHERE t.state <> "
      "'closed'"
      " GROUP BY +g.tag ORDER BY +g.tag");
  std::vector<std::pair<std::string, std::int64_t>> tags;
  while (query.step()) tags.emplace_back(query.string(0), query.integer(1));
  return tags;
}

void note_change(Writer& db, TicketId ticket) {
  changing(db, ticket, "UPDATE ticket SET " MOVED " WHERE id = ?1").run();
}

void read_all(Writer& db, TicketId ticket) {
  db.query("UPDATE ticket SET unread = 0 WHERE id = ?").bind(1, ticket).run();
}

std::vector<TicketId> list_held(const Access& db, const std::string& clerk) {
  auto query = db.query(
      "SELECT id FROM ticket WHERE clerk = ? AND clerk IS NOT NULL AND state <> 'closed' ORDER BY +id");
  query.bind(1, clerk);
  std::vector<TicketId> held;
  while (query.step()) held.push_back({query.integer(0)});
  return held;
}

std::vector<TicketId> list_lapsed(const Access& db, TimePoint until, TimePoint now, int limit) {
  auto query = db.query("SELECT id FROM ticket WHERE " LAPSED " LIMIT ?3");
  query.bind(1, until).bind(2, now).bind(3, limit);
  std::vector<TicketId> lapsed;
  while (query.step()) lapsed.push_back({query.integer(0)});
  return lapsed;
}

int lapse_claims(Writer& db, TimePoint until, int limit) {
  int count = 0;
  for (const TicketId ticket : list_lapsed(db, until, db.now(), limit))
    count += lapse_claim(db, ticket, until);
  return count;
}

bool lapse_claim(Writer& db, TicketId ticket, TimePoint until) {
  std::string clerk;
  {
    auto query = db.query("SELECT clerk FROM ticket WHERE id = ?3 AND " LAPSED);
    query.bind(1, until).bind(2, db.now()).bind(3, ticket);
    if (!query.step()) return false;
    clerk = query.string(0);
  }
  give_back(db, ticket, clerk);
  return true;
}

}  // namespace urp::store
