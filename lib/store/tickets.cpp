#include "store/tickets.hpp"

#include "store/arrange.hpp"
#include "store/ticket_fields.hpp"

namespace urp::store {
namespace {

Candidate read_candidate(db::Row& row) {
  Candidate candidate;
  row >> candidate.id;
  candidate.state = ticket_state(row.next<std::string_view>()).value_or(TicketState::open);
  row >> candidate.last_message_at >> candidate.closed_at;
  return candidate;
}

AnswerView read_answer_view(db::Row& row) {
  AnswerView view;
  row >> view.contact >> view.number;
  view.state = ticket_state(row.next<std::string_view>()).value_or(TicketState::open);
  row >> view.clerk >> view.waiting_since >> view.revision >> view.blocked;
  return view;
}

}  // namespace

std::vector<Candidate> list_candidates(const Access& db, ContactId contact, int limit) {
  return db.all<Candidate>(R"(
    SELECT
      id,
      state,
      last_message_at,
      closed_at
    FROM ticket
    WHERE contact = ? AND merged_into IS NULL
    ORDER BY last_message_at DESC
    LIMIT ?)",
                           read_candidate, contact, limit);
}

std::optional<Candidate> find_candidate(const Access& db, TicketId ticket, ContactId contact) {
  return db.first<Candidate>(
      "SELECT id, state, last_message_at, closed_at FROM ticket WHERE id = ? AND contact = ?", read_candidate,
      follow_merges(db, ticket), contact);
}

TicketId add_ticket(Writer& db, const NewTicket& ticket) {
  db.run(R"(
    INSERT INTO ticket (
      contact,
      number,
      kind,
      state,
      presented_at,
      waiting_since,
      first_answer_due_at,
      term_due_at,
      linked_to,
      revision
    )
    VALUES (?1, ?2, ?3, 'new', ?4, ?4, ?5, ?6, ?7, ?8))",
         ticket.contact, ticket.number, to_name(ticket.kind), ticket.presented_at, ticket.first_answer_due_at,
         ticket.term_due_at, ticket.linked_to, db.next_event());
  return TicketId{db.last_insert_id()};
}

std::vector<Change> reword(Writer& db, TicketId ticket, MessageId message, ticket_move::Reworded words) {
  words.answered_at = db.value<std::optional<TimePoint>>(R"(
    SELECT max(at)
    FROM message
    WHERE ifnull(shown_in, ticket) = ?1
      AND (ticket = ?1 OR shown_in = ?1)
      AND direction = 'out'
      AND automatic = 0
      AND type <> 'reaction'
      AND status NOT IN ('failed', 'cancelled'))",
                                                         ticket);
  const auto latest = db.first<MessageId>(
      "SELECT id FROM message WHERE ticket = ? AND direction = 'in' ORDER BY at DESC, id DESC LIMIT 1",
      ticket);
  words.latest = latest == message;
  return move_ticket(db, ticket, words).changes;
}

std::string contact_label(const Access& db, ContactId contact) {
  return db
      .first<std::string>(R"(
      SELECT coalesce(
        c.name,
        c.profile_name,
        (
          SELECT CASE i.kind WHEN 'phone' THEN '+' WHEN 'username' THEN '@' ELSE '' END || i.value
          FROM identity i
          WHERE i.contact = c.id AND i.valid_to IS NULL AND i.kind <> 'parent_user_id'
          ORDER BY i.kind = 'username' DESC, i.kind = 'phone' DESC
          LIMIT 1
        ),
        'c' || c.id)
      FROM contact c
      WHERE c.id = ?)",
                          contact)
      .value_or(to_string(contact));
}

std::optional<AnswerView> find_answer_view(const Access& db, TicketId ticket) {
  auto view = db.first<AnswerView>(R"(
    SELECT
      t.contact,
      t.number,
      t.state,
      t.clerk,
      t.waiting_since,
      t.revision,
      c.blocked
    FROM ticket t
    JOIN contact c ON c.id = t.contact
    WHERE t.id = ?)",
                                   read_answer_view, ticket);
  if (view) view->name = contact_label(db, view->contact);
  return view;
}

std::int64_t next_message_number(Writer& db, TicketId ticket, TimePoint at) {
  const auto numbers = db.all<std::int64_t>(R"(
    UPDATE ticket
    SET
      messages = messages + 1,
      last_message_at = max(ifnull(last_message_at, ?2), ?2),
      revision = ?3
    WHERE id = ?1
    RETURNING messages)",
                                            ticket, at, db.next_event());
  if (numbers.empty()) throw Error(Fault::not_found, to_string(ticket));
  return numbers.front();
}

}  // namespace urp::store
