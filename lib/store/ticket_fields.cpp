#include "store/ticket_fields.hpp"

#include "domain/say.hpp"

namespace urp::store {
namespace {

std::optional<std::string_view> name_of(const std::optional<Outcome>& outcome) {
  return outcome ? std::optional(to_name(*outcome)) : std::nullopt;
}

void write_ticket_fields(Writer& db, TicketId ticket, const TicketFields& fields) {
  db.run(R"(
    UPDATE ticket
    SET
      state = ?,
      kind = ?,
      urgent = ?,
      identified = ?,
      subject = ?,
      service = ?,
      clerk = ?,
      clerk_since = ?,
      clerk_moved_at = ?,
      waiting_since = ?,
      postponed_until = ?,
      first_answered_at = ?,
      term_due_at = ?,
      closed_at = ?,
      outcome = ?,
      merged_into = ?,
      messages = ?,
      unread = ?,
      preview = ?,
      last_message_at = ?,
      last_inbound_at = ?,
      revision = ?
    WHERE id = ?)",
         to_name(fields.state), to_name(fields.kind), fields.urgent, to_name(fields.identified),
         fields.subject, fields.service, fields.clerk, fields.clerk_since, fields.clerk_moved_at,
         fields.waiting_since, fields.postponed_until, fields.first_answered_at, fields.term_due_at,
         fields.closed_at, name_of(fields.outcome), fields.merged_into, fields.messages, fields.unread,
         fields.preview, fields.last_message_at, fields.last_inbound_at, db.next_event(), ticket);
}

ChangeView read_change_view(db::Row& row) {
  ChangeView view;
  view.state = ticket_state(row.next<std::string_view>()).value_or(TicketState::open);
  view.kind = ticket_kind(row.next<std::string_view>()).value_or(TicketKind::request);
  row >> view.urgent;
  view.identified = identified(row.next<std::string_view>()).value_or(Identified::none);
  row >> view.subject >> view.service >> view.clerk >> view.clerk_since >> view.clerk_moved_at;
  row >> view.waiting_since >> view.postponed_until >> view.first_answered_at >> view.term_due_at;
  row >> view.closed_at;
  view.outcome = outcome(row.next<std::string_view>());
  row >> view.merged_into >> view.messages >> view.unread >> view.preview;
  row >> view.last_message_at >> view.last_inbound_at >> view.contact >> view.presented_at;
  return view;
}

}  // namespace

void throw_unknown(TicketId ticket) {
  throw Error(Fault::not_found, say(_("{0}: there is no such ticket"), to_string(ticket)),
              _("see: urp inbox --all"));
}

ChangeView get_change_view(const Access& db, TicketId ticket) {
  static constexpr char sql[] = R"(
    SELECT
      state,
      kind,
      urgent,
      identified,
      subject,
      service,
      clerk,
      clerk_since,
      clerk_moved_at,
      waiting_since,
      postponed_until,
      first_answered_at,
      term_due_at,
      closed_at,
      outcome,
      merged_into,
      messages,
      unread,
      preview,
      last_message_at,
      last_inbound_at,
      contact,
      presented_at
    FROM ticket
    WHERE id = ?)";
  if (auto view = db.first<ChangeView>(sql, read_change_view, ticket)) return *std::move(view);
  throw_unknown(ticket);
}

Moved move_ticket(Writer& db, TicketId ticket, const TicketMove& move) {
  return move_ticket(db, ticket, get_change_view(db, ticket), move);
}

Moved move_ticket(Writer& db, TicketId ticket, const TicketFields& before, const TicketMove& move) {
  Moved moved;
  moved.after = after_move(before, move, {db.now(), db.actor().clerk});
  write_ticket_fields(db, ticket, moved.after);
  moved.changes = difference(before, moved.after);
  return moved;
}

}  // namespace urp::store
