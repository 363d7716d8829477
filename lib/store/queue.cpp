#include "store/queue.hpp"

#include "domain/delivery.hpp"
#include "store/messages.hpp"
#include "store/outgoing_content.hpp"
#include "store/tickets.hpp"

namespace urp::store {
namespace {

struct Added {
  MessageRef ref;
  MessageId id;
};

MessageId add_message(Writer& db, const NewOutgoing& outgoing, std::int64_t seq, Delivery status) {
  db.run(R"(
    INSERT INTO message (
      ticket,
      seq,
      contact,
      number,
      direction,
      type,
      purpose,
      text,
      quote,
      at,
      received_at,
      status,
      clerk,
      automatic,
      notice,
      revision
    ) VALUES (?1, ?2, ?3, ?4, 'out', ?5, ?6, ?7, ?8, ?9, ?9, ?10, ?11, ?12, ?13, ?14))",
         db::or_null(outgoing.ticket), db::or_null(seq), outgoing.contact, outgoing.number, outgoing.type,
         outgoing.purpose, db::or_null(outgoing.text), outgoing.quote, outgoing.at, to_name(status),
         outgoing.automatic ? std::nullopt : std::optional(db.actor().clerk), outgoing.automatic,
         db::or_null(outgoing.notice), db.next_event());
  return {db.last_insert_id()};
}

void add_to_outbox(Writer& db, MessageId message, const NewOutgoing& outgoing) {
  db.run(R"(
    INSERT INTO outbox (
      message,
      rank,
      queued_at,
      not_before,
      waiting_since,
      state_before,
      composed,
      idempotency_key,
      content_digest
    ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?))",
         message, outgoing.rank, db.recorded_at(), outgoing.not_before, outgoing.waiting_since,
         db::or_null(outgoing.state_before), outgoing.composed, outgoing.key,
         db::Blob{outgoing.content_digest});
}

Added add_outgoing(Writer& db, const NewOutgoing& outgoing, Delivery status) {
  const bool in_ticket = outgoing.ticket.value != 0;
  // What is said by itself is no word of the conversation: it keeps no case alive.
  const TimePoint said = outgoing.automatic ? TimePoint{} : outgoing.at;
  const std::int64_t seq = in_ticket ? next_message_number(db, outgoing.ticket, said) : 0;
  const MessageId id = add_message(db, outgoing, seq, status);
  add_outgoing_parts(db, id, outgoing);
  add_to_outbox(db, id, outgoing);
  return {{outgoing.ticket, seq}, id};
}

}  // namespace

MessageRef queue_message(Writer& db, const OpenWindow&, const NewOutgoing& outgoing) {
  return add_outgoing(db, outgoing, Delivery::queued).ref;
}

MessageRef queue_template(Writer& db, const NewOutgoing& outgoing) {
  return add_outgoing(db, outgoing, Delivery::queued).ref;
}

MessageRef park_message(Writer& db, const NewOutgoing& outgoing) {
  return add_outgoing(db, outgoing, Delivery::parked).ref;
}

MessageId queue_loose(Writer& db, const OpenWindow&, const NewOutgoing& outgoing) {
  return add_outgoing(db, outgoing, Delivery::queued).id;
}

MessageId queue_loose_template(Writer& db, const NewOutgoing& outgoing) {
  return add_outgoing(db, outgoing, Delivery::queued).id;
}

std::optional<KeyedMessage> find_by_key(const Access& db, const std::string& key) {
  return db.first<KeyedMessage>(R"(
    SELECT m.ticket, m.seq, o.content_digest
    FROM outbox o
    JOIN message m ON m.id = o.message
    WHERE o.idempotency_key = ?)",
                                [](db::Row& row) {
                                  KeyedMessage message;
                                  row >> message.ref.ticket >> message.ref.number >> message.content_digest;
                                  return message;
                                },
                                key);
}

}  // namespace urp::store
