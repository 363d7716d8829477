#include "store/messages.hpp"

#include <urp/reason.hpp>

#include "store/moderation.hpp"
#include "store/redaction.hpp"
#include "store/search.hpp"

namespace urp::store {
namespace {

void add_media(Writer& db, MessageId id, const InboundMedia& media) {
  const bool can_be_fetched = !media.id.empty() || !media.url.empty();
  db.run(R"(
    INSERT INTO media (
      message,
      provider_id,
      url,
      declared_sha256,
      mime_type,
      file_name,
      voice,
      animated,
      state
    ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO NOTHING)",  // of a placeholder that is filled in: what was fetched stays
         id, db::or_null(media.id), db::or_null(media.url), db::or_null(media.sha256),
         db::or_null(media.mime_type), db::or_null(media.file_name), media.voice, media.animated,
         can_be_fetched ? "pending" : "lost");
  if (can_be_fetched) return;
  db.run(
      "INSERT INTO media_fetch (message, not_before, give_up_at, why) VALUES (?, 0, 0, ?) ON CONFLICT DO "
      "NOTHING",
      id, to_name(Reason::no_media_id));
}

void add_location(Writer& db, MessageId id, const Location& location) {
  db.run("INSERT INTO location (message, latitude, longitude, name, address) VALUES (?, ?, ?, ?, ?)", id,
         location.latitude, location.longitude, location.name, location.address);
}

void add_content(Writer& db, MessageId id, const InboundMessage& message) {
  if (message.media) add_media(db, id, *message.media);
  if (message.location) add_location(db, id, *message.location);
  int line = 0;
  for (const auto& card : message.cards) {
    db.run("INSERT INTO card_line (message, line, card, kind, label, value) VALUES (?, ?, ?, ?, ?, ?)", id,
           ++line, card.card, card.kind, card.label, card.value);
  }
  if (!message.responder.empty()) {
    db.run("INSERT INTO message_fact (message, name, value) VALUES (?, 'responder', ?)", id,
           message.responder);
  }
  for (const auto& [name, value] : message.facts) {
    db.run("INSERT INTO message_fact (message, name, value) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", id,
           name, value);
  }
}

KnownMessage read_known(db::Row& row) {
  KnownMessage known;
  row >> known.id >> known.ticket >> known.number >> known.contact >> known.understood;
  return known;
}

ReactionTarget read_target(db::Row& row) {
  ReactionTarget target;
  row >> target.id >> target.wamid >> target.at;
  if (target.wamid.starts_with("part:")) target.wamid.clear();  // one that we made up
  return target;
}

MessageId add_row(Writer& db, const InboundMessage& message, const Arrival& arrival, const char* direction,
                  const std::optional<std::string>& status) {
  db.run(R"(
    INSERT INTO message (
      ticket,
      seq,
      contact,
      number,
      wamid,
      direction,
      type,
      purpose,
      text,
      quote,
      quote_wamid,
      at,
      received_at,
      journal,
      status,
      revision
    ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))",
         arrival.ticket, arrival.number_in_ticket, arrival.contact, arrival.number, message.wamid, direction,
         message.type, arrival.purpose, message.text, arrival.quoted, db::or_null(message.quoted_wamid),
         arrival.at, arrival.received_at, arrival.journal, status, db.next_event());
  const MessageId id{db.last_insert_id()};
  add_content(db, id, message);
  join_amendments(db, id, arrival.number, message.wamid);
  return id;
}

}  // namespace

void join_amendments(Writer& db, MessageId id, std::int64_t number, const std::string& wamid) {
  if (wamid.empty()) return;
  db.run("UPDATE amendment SET target = ? WHERE target IS NULL AND target_wamid = ? AND number = ?", id,
         wamid, number);
  // To the letter what the partial index says.
  db.run(R"(
    UPDATE message
    SET quote = ?, revision = ?
    WHERE quote IS NULL AND quote_wamid IS NOT NULL AND quote_wamid = ? AND number = ?)",
         id, db.next_event(), wamid, number);
}

void touch_message(Writer& db, MessageId id, std::optional<TicketId> ticket) {
  db.run("UPDATE message SET revision = ? WHERE id = ?", db.next_event(), id);
  if (ticket) db.run("UPDATE ticket SET revision = ? WHERE id = ?", db.next_event(), *ticket);
  reindex_message(db, id);
}

std::string display_number(const Access& db, std::int64_t number) {
  return db.first<std::string>("SELECT ifnull(display, '') FROM number WHERE id = ?", number).value_or("");
}

bool is_another_number(const Access& db, const std::string& digits) {
  return db.value<bool>(R"(
    SELECT EXISTS (SELECT 1 FROM number WHERE display IS NOT NULL)
      AND NOT EXISTS (SELECT 1 FROM number WHERE display = ?))",
                        digits);
}

void set_display_number(Writer& db, std::int64_t number, const std::string& digits) {
  db.run("UPDATE number SET display = ? WHERE id = ?", digits, number);
}

std::int64_t number_row(Writer& db, const std::string& phone_number_id) {
  if (const auto known =
          db.first<std::int64_t>("SELECT id FROM number WHERE phone_number_id = ?", phone_number_id)) {
    return *known;
  }
  db.run("INSERT INTO number (phone_number_id) VALUES (?)", phone_number_id);
  return db.last_insert_id();
}

std::optional<KnownMessage> find_message(const Access& db, std::int64_t number, const std::string& wamid) {
  if (wamid.empty()) return std::nullopt;
  return db.first<KnownMessage>(R"(
    SELECT
      id,
      ticket,
      seq,
      contact,
      type = 'unsupported' OR NOT EXISTS (
        SELECT 1 FROM message_fact f WHERE f.message = m.id AND f.name = 'original_type')
    FROM message m
    WHERE number = ? AND wamid = ?)",
                                read_known, number, wamid);
}

MessageId last_message(const Access& db) {
  return MessageId{db.value<std::int64_t>("SELECT ifnull(max(id), 0) FROM message")};
}

std::optional<MessageId> find_in_ticket(const Access& db, MessageRef ref) {
  return db.first<MessageId>("SELECT id FROM message WHERE ticket = ? AND seq = ?", ref.ticket, ref.number);
}

std::optional<ReactionTarget> find_target(const Access& db, MessageRef ref) {
  return db.first<ReactionTarget>(R"(
    SELECT id, wamid, at
    FROM message
    WHERE ticket = ? AND seq = ? AND type <> 'reaction' AND direction <> 'note')",
                                  read_target, ref.ticket, ref.number);
}

std::optional<ReactionTarget> find_last_inbound(const Access& db, TicketId ticket) {
  return db.first<ReactionTarget>(R"(
    SELECT id, wamid, at
    FROM message
    WHERE ticket = ? AND direction = 'in'
    ORDER BY at DESC
    LIMIT 1)",
                                  read_target, ticket);
}

MessageId add_message(Writer& db, const InboundMessage& message, const Arrival& arrival) {
  return add_row(db, message, arrival, "in", std::nullopt);
}

MessageId add_echo(Writer& db, const InboundMessage& message, const Arrival& arrival) {
  const MessageId id = add_row(db, message, arrival, "out", "sent");
  if (message.responder.empty()) {
    db.run("INSERT INTO message_fact (message, name, value) VALUES (?, 'sent_by', 'business_app')", id);
  }
  // Statuses move it on like any other.
  db.run("INSERT INTO outbox (message, rank, queued_at, not_before) VALUES (?1, 1, ?2, ?2)", id,
         db.recorded_at());
  return id;
}

void replace_content(Writer& db, MessageId id, const InboundMessage& message) {
  db.run("DELETE FROM message_fact WHERE message = ?", id);
  db.run("DELETE FROM card_line WHERE message = ?", id);
  db.run("DELETE FROM location WHERE message = ?", id);
  db.run("UPDATE message SET type = ?, text = ?, revision = ? WHERE id = ?", message.type, message.text,
         db.next_event(), id);
  add_content(db, id, message);
  reindex_message(db, id);
  seal_if_hidden(db, id);
  redact_again(db, id);
}

bool add_amendment(Writer& db, const InboundAmendment& amendment, std::int64_t number,
                   std::optional<ContactId> contact, const std::optional<KnownMessage>& target, TimePoint at,
                   TimePoint received_at) {
  const int added = db.run(R"(
    INSERT INTO amendment (number, wamid, target_wamid, target, contact, kind, text, at, received_at, by_office)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO NOTHING)",
                           number, amendment.wamid, amendment.target_wamid,
                           target ? std::optional(target->id) : std::nullopt, contact,
                           to_name(amendment.kind), amendment.text, at, received_at, amendment.by_office);
  if (added == 0) return false;
  if (target) {
    seal_if_hidden(db, target->id);
    redact_again(db, target->id);
  }
  return true;
}

std::vector<NamedMessage> list_named(const Access& db, std::int64_t number, ContactId contact, int limit) {
  return db.all<NamedMessage>(R"(
    SELECT id, wamid FROM (
      SELECT m.id, m.wamid
      FROM ticket t
      CROSS JOIN message m ON m.ticket = t.id
      WHERE t.contact = ?1 AND m.number = ?2 AND m.wamid IS NOT NULL
      UNION ALL
      SELECT m.id, m.wamid
      FROM message m
      WHERE m.contact = ?1 AND m.ticket IS NULL AND m.number = ?2 AND m.wamid IS NOT NULL)
    ORDER BY id DESC
    LIMIT ?3)",
                              [](db::Row& row) {
                                NamedMessage named;
                                row >> named.id >> named.wamid;
                                return named;
                              },
                              contact, number, limit);
}

std::vector<WaitingAmendment> list_waiting_amendments(const Access& db, std::int64_t number,
                                                      ContactId contact) {
  return db.all<WaitingAmendment>(
      "SELECT id, target_wamid FROM amendment WHERE contact = ? AND number = ? AND target IS NULL",
      [](db::Row& row) {
        WaitingAmendment waiting;
        row >> waiting.id >> waiting.target_wamid;
        return waiting;
      },
      contact, number);
}

void set_target(Writer& db, std::int64_t amendment, MessageId target) {
  db.run("UPDATE amendment SET target = ? WHERE id = ?", target, amendment);
  seal_if_hidden(db, target);
  redact_again(db, target);
}

bool add_delivery(Writer& db, const StatusUpdate& status, std::int64_t number, TimePoint at,
                  TimePoint received_at) {
  const auto& refusal = status.refusal;
  const auto code = refusal ? std::optional(refusal->code) : std::nullopt;
  const auto text = refusal ? std::optional(refusal->words) : std::nullopt;
  const auto meaning = refusal ? std::optional(to_name(refusal->kind)) : std::nullopt;
  // The same once more is nothing new, but for the reason that was not told the first time.
  return db.run(R"(
    INSERT INTO delivery (
      number,
      wamid,
      status,
      at,
      received_at,
      token,
      error_code,
      error_text,
      refusal,
      category,
      billable
    ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET
      error_code = excluded.error_code,
      error_text = excluded.error_text,
      refusal = excluded.refusal
    WHERE ifnull(error_code, 0) = 0
      AND ifnull(error_text, '') = ''
      AND (ifnull(excluded.error_code, 0) <> 0 OR ifnull(excluded.error_text, '') <> ''))",
                number, status.wamid, status.status, at, received_at, db::or_null(status.token), code, text,
                meaning, db::or_null(status.category), status.billable) > 0;
}

}  // namespace urp::store
