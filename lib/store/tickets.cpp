#include "store/tickets.hpp"

#include "store/arrange.hpp"
#include "store/ticket_fields.hpp"

namespace urp::store {
namespace {

Candidate candidate(const Query& row) {
  return {TicketId{row.integer(0)}, ticket_state(row.text(1)).value_or(TicketState::open), row.maybe_time(2),
          row.maybe_time(3)};
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

std::vector<Change> note_edit(Writer& db, TicketId ticket, const TicketEdit& edit) {
  ticket_move::Reworded reworded{edit.at, edit.takes_turn, true, std::nullopt, edit.reopen_within};
  static constexpr char sql[] = R"(
    SELECT
      (
        SELECT max(at) FROM message
        WHERE ifnull(shown_in, ticket) = ?1
          AND (ticket = ?1 OR shown_in = ?1)
          AND direction = 'out'
          AND automatic = 0
          AND type <> 'reaction'
          AND status NOT IN ('failed', 'cancelled')
      ),
      (SELECT id FROM message WHERE ticket = ?1 AND direction = 'in' ORDER BY at DESC, id DESC LIMIT 1))";
  db.each(
      sql,
      [&](db::Row& row) {
        const auto answered_at = row.next<std::optional<TimePoint>>();
        reworded.unseen = !answered_at || edit.received_at >= *answered_at;
        if (row.next<std::int64_t>() == edit.message.value) reworded.preview = edit.preview;
      },
      ticket);
  return move_ticket(db, ticket, reworded).changes;
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
