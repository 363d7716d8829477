#include "store/tickets.hpp"

#include "store/arrange.hpp"

namespace urp::store {
namespace {

Candidate candidate(const Query& row) {
  return {TicketId{row.integer(0)}, ticket_state(row.text(1)).value_or(TicketState::open), row.maybe_time(2),
          row.maybe_time(3)};
}

/// Where a citizen's words that ask for something leave a ticket.
TicketState state_after(TicketState state, bool takes_turn) {
  if (!takes_turn) return state;
  switch (state) {
    case TicketState::open_new:
      return TicketState::open_new;
    case TicketState::open:
    case TicketState::waiting:
    case TicketState::routed:
    case TicketState::closed:
      return TicketState::open;
  }
  return state;
}

}  // namespace

std::vector<Candidate> list_candidates(const Access& db, ContactId contact, int limit) {
  auto query = db.query(
      "SELECT id, state, last_message_at, closed_at FROM ticket WHERE contact = ? AND merged_into IS NULL "
      "ORDER BY last_message_at "
      "DESC LIMIT ?");
  query.bind(1, contact).bind(2, limit);
  std::vector<Candidate> candidates;
  while (query.step()) candidates.push_back(candidate(query));
  return candidates;
}

std::optional<Candidate> find_candidate(const Access& db, TicketId ticket, ContactId contact) {
  auto query =
      db.query("SELECT id, state, last_message_at, closed_at FROM ticket WHERE id = ? AND contact = ?");
  query.bind(1, follow_merges(db, ticket)).bind(2, contact);
  if (!query.step()) return std::nullopt;
  return candidate(query);
}

TicketId add_ticket(Writer& db, const NewTicket& ticket) {
  db.query(
        "INSERT INTO ticket (contact, number, kind, state, presented_at, waiting_since, first_answer_due_at, "
        "term_due_at,"
        " linked_to, revision) VALUES (?1, ?2, ?3, 'new', ?4, ?4, ?5, ?6, ?7, ?8)")
      .bind(1, ticket.contact)
      .bind(2, ticket.number)
      .bind(3, to_name(ticket.kind))
      .bind(4, ticket.presented_at)
      .bind(5, ticket.first_answer_due_at)
      .bind(6, ticket.term_due_at)
      .bind(7, ticket.linked_to)
      .bind(8, db.next_event())
      .run();
  return TicketId{db.last_insert_id()};
}

ArrivalView get_arrival_view(const Access& db, TicketId ticket) {
  auto query = db.query("SELECT state, messages, preview, last_message_at FROM ticket WHERE id = ?");
  query.bind(1, ticket);
  if (!query.step()) throw Error(Fault::not_found, to_string(ticket));
  return {ticket_state(query.text(0)).value_or(TicketState::open), query.integer(1), query.string(2),
          query.maybe_time(3)};
}

ArrivalOutcome note_arrival(Writer& db, const ArrivalView& before, const TicketArrival& arrival) {
  const ArrivalOutcome outcome{before.messages + 1, state_after(before.state, arrival.takes_turn)};
  db.query(
        "UPDATE ticket SET state = ?2, messages = ?3, unread = unread + 1, preview = CASE WHEN ?6 OR preview "
        "IS NULL THEN ?4 ELSE preview END, revision = ?5,"
        " waiting_since = CASE WHEN NOT ?6 THEN waiting_since WHEN waiting_since < ?7 THEN waiting_since "
        "ELSE ?7 END,"
        " postponed_until = CASE WHEN ?6 THEN NULL ELSE postponed_until END,"
        " closed_at = CASE WHEN ?2 = 'closed' THEN closed_at END, outcome = CASE WHEN ?2 = 'closed' THEN "
        "outcome END,"
        " last_message_at = max(ifnull(last_message_at, ?7), ?7), last_inbound_at = "
        "max(ifnull(last_inbound_at, ?7), ?7)"
        " WHERE id = ?1")
      .bind(1, arrival.ticket)
      .bind(2, to_name(outcome.after))
      .bind(3, outcome.number)
      .bind(4, arrival.preview)
      .bind(5, db.next_event())
      .bind(6, arrival.takes_turn)
      .bind(7, arrival.at)
      .run();
  return outcome;
}

std::optional<EditOutcome> note_edit(Writer& db, TicketId ticket, const TicketEdit& edit) {
  auto query = db.query(
      "SELECT state, closed_at, (SELECT max(at) FROM message WHERE ifnull(shown_in, ticket) = t.id AND"
      " (ticket = t.id OR shown_in = t.id) AND direction = 'out' AND automatic = 0 AND type <> 'reaction'"
      " AND status NOT IN ('failed', 'cancelled')),"
      " (SELECT id FROM message WHERE ticket = t.id AND direction = 'in' ORDER BY at DESC, id DESC LIMIT 1)"
      " FROM ticket t WHERE id = ?");
  query.bind(1, ticket);
  if (!query.step()) return std::nullopt;
  const auto before = ticket_state(query.text(0)).value_or(TicketState::open);
  const auto closed_at = query.maybe_time(1), answered_at = query.maybe_time(2);
  const bool reopens = before == TicketState::closed && closed_at && edit.at <= *closed_at + edit.reopen_within;
  const bool returns = edit.takes_turn && (before == TicketState::waiting || reopens) &&
                       (!answered_at || edit.received_at >= *answered_at);
  const bool is_last = query.integer(3) == edit.message.value;
  db.query(
        "UPDATE ticket SET revision = ?2, unread = max(unread, 1), preview = CASE WHEN ?3 THEN ?4 ELSE preview END,"
        " state = CASE WHEN ?5 THEN 'open' ELSE state END, waiting_since = CASE WHEN ?5 THEN ?6 ELSE waiting_since END,"
        " postponed_until = CASE WHEN ?5 THEN NULL ELSE postponed_until END,"
        " closed_at = CASE WHEN ?5 THEN NULL ELSE closed_at END, outcome = CASE WHEN ?5 THEN NULL ELSE outcome END"
        " WHERE id = ?1")
      .bind(1, ticket)
      .bind(2, db.next_event())
      .bind(3, is_last)
      .bind(4, edit.preview)
      .bind(5, returns)
      .bind(6, edit.at)
      .run();
  return EditOutcome{before, returns ? TicketState::open : before};
}

std::string contact_label(const Access& db, ContactId contact) {
  auto query = db.query(
      "SELECT coalesce(c.name, c.profile_name, (SELECT CASE i.kind WHEN 'phone' THEN '+' WHEN 'username' "
      "THEN '@' ELSE ''"
      " END || i.value FROM identity i WHERE i.contact = c.id AND i.valid_to IS NULL AND i.kind <> "
      "'parent_user_id'"
      " ORDER BY i.kind = 'username' DESC, i.kind = 'phone' DESC LIMIT 1), 'c' || c.id) FROM contact c WHERE "
      "c.id = ?");
  query.bind(1, contact);
  return query.step() ? query.string(0) : to_string(contact);
}

std::optional<AnswerView> find_answer_view(const Access& db, TicketId ticket) {
  auto query = db.query(
      "SELECT t.contact, t.number, t.state, t.clerk, t.waiting_since, t.revision, c.blocked FROM ticket t"
      " JOIN contact c ON c.id = t.contact WHERE t.id = ?");
  query.bind(1, ticket);
  if (!query.step()) return std::nullopt;
  AnswerView view;
  view.contact = {query.integer(0)};
  view.number = query.integer(1);
  view.state = ticket_state(query.text(2)).value_or(TicketState::open);
  view.clerk = query.maybe_string(3);
  view.waiting_since = query.maybe_time(4);
  view.revision = query.integer(5);
  view.blocked = query.integer(6) != 0;
  view.name = contact_label(db, view.contact);
  return view;
}

void note_answer_elsewhere(Writer& db, TicketId ticket, TimePoint at) {
  db.query(
        "UPDATE ticket SET state = 'waiting', waiting_since = NULL, postponed_until = NULL, revision = ?2,"
        " first_answered_at = ifnull(first_answered_at, ?3) WHERE id = ?1 AND state IN ('new', 'open', "
        "'waiting')")
      .bind(1, ticket)
      .bind(2, db.next_event())
      .bind(3, at)
      .run();
}

void note_answer(Writer& db, TicketId ticket, TicketState after) {
  db.query(
        "UPDATE ticket SET state = ?2, waiting_since = NULL, postponed_until = NULL, revision = ?3,"
        " first_answered_at = ifnull(first_answered_at, ?4), clerk_since = CASE WHEN clerk IS ?5 THEN "
        "clerk_since ELSE ?4"
        " END, clerk = ?5, clerk_moved_at = ?4, closed_at = CASE WHEN ?2 = 'closed' THEN ?4 END,"
        " outcome = CASE WHEN ?2 = 'closed' THEN 'answered' END WHERE id = ?1")
      .bind(1, ticket)
      .bind(2, to_name(after))
      .bind(3, db.next_event())
      .bind(4, db.now())
      .bind(5, db.actor().clerk)
      .run();
}

std::int64_t next_message_number(Writer& db, TicketId ticket, TimePoint at) {
  auto update = db.query(
      "UPDATE ticket SET messages = messages + 1, last_message_at = max(ifnull(last_message_at, ?2), ?2), "
      "revision = ?3"
      " WHERE id = ?1 RETURNING messages");
  update.bind(1, ticket).bind(2, at).bind(3, db.next_event());
  if (!update.step()) throw Error(Fault::not_found, to_string(ticket));
  const std::int64_t number = update.integer(0);
  update.run();
  return number;
}

}  // namespace urp::store
