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

bool strike_note(Writer& db, MessageRef ref) {
  const int struck = db.run(R"(
    INSERT INTO amendment (number, wamid, target_wamid, target, contact, kind, at, received_at, by_office)
    SELECT number, 'note:' || id, 'note:' || id, id, contact, 'revoke', ?3, ?3, 1
    FROM message
    WHERE ticket = ?1 AND seq = ?2 AND direction = 'note'
    ON CONFLICT DO NOTHING)",
                            ref.ticket, ref.number, db.now());
  db.run("UPDATE message SET revision = ?3 WHERE ticket = ?1 AND seq = ?2", ref.ticket, ref.number,
         db.next_event());
  return struck > 0;
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
