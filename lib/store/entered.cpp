#include "store/entered.hpp"

#include "store/ticket_changes.hpp"

namespace urp::store {

MessageId add_entered(Writer& db, const Entered& message) {
  db.query(
        "INSERT INTO message (ticket, seq, contact, number, direction, type, text, at, received_at, clerk, "
        "revision)"
        " VALUES (?, ?, ?, ?, ?, 'text', ?, ?, ?, ?, ?)")
      .bind(1, message.ticket)
      .bind(2, message.number_in_ticket)
      .bind(3, message.contact)
      .bind(4, message.number)
      .bind(5, to_name(message.direction))
      .bind(6, message.text)
      .bind(7, message.at)
      .bind(8, db.now())
      .bind(9, db.actor().clerk)
      .bind(10, db.next_event())
      .run();
  return {db.last_insert_id()};
}

void set_channel(Writer& db, MessageId message, const std::string& by) {
  db.query("INSERT INTO message_fact (message, name, value) VALUES (?, 'by', ?)")
      .bind(1, message)
      .bind(2, by)
      .run();
}

std::int64_t next_note_number(Writer& db, TicketId ticket) {
  auto update = db.query("UPDATE ticket SET messages = messages + 1 WHERE id = ? RETURNING messages");
  update.bind(1, ticket);
  if (!update.step()) throw_unknown(ticket);
  const std::int64_t number = update.integer(0);
  update.run();
  note_change(db, ticket);
  return number;
}

TicketPlace get_place(const Access& db, TicketId ticket) {
  auto query = db.query("SELECT contact, number FROM ticket WHERE id = ?");
  query.bind(1, ticket);
  if (!query.step()) throw_unknown(ticket);
  return {{query.integer(0)}, query.integer(1)};
}

}  // namespace urp::store
