#include "store/entered.hpp"

#include "store/ticket_changes.hpp"

namespace urp::store {

MessageId add_entered(Writer& db, const Entered& message) {
  db.run(R"(
    INSERT INTO message (ticket, seq, contact, number, direction, type, text, at, received_at, clerk, revision)
    VALUES (?, ?, ?, ?, ?, 'text', ?, ?, ?, ?, ?))",
         message.ticket, message.number_in_ticket, message.contact, message.number,
         to_name(message.direction), message.text, message.at, db.now(), db.actor().clerk, db.next_event());
  return {db.last_insert_id()};
}

void set_channel(Writer& db, MessageId message, const std::string& by) {
  db.run("INSERT INTO message_fact (message, name, value) VALUES (?, 'by', ?)", message, by);
}

std::int64_t next_note_number(Writer& db, TicketId ticket) {
  const auto numbers = db.all<std::int64_t>(
      "UPDATE ticket SET messages = messages + 1 WHERE id = ? RETURNING messages", ticket);
  if (numbers.empty()) throw_unknown(ticket);
  note_change(db, ticket);
  return numbers.front();
}

TicketPlace get_place(const Access& db, TicketId ticket) {
  const auto place = db.first<TicketPlace>(
      "SELECT contact, number FROM ticket WHERE id = ?",
      [](db::Row& row) {
        TicketPlace found;
        row >> found.contact >> found.number;
        return found;
      },
      ticket);
  if (!place) throw_unknown(ticket);
  return *place;
}

}  // namespace urp::store
