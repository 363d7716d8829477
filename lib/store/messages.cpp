#include "store/messages.hpp"

#include "store/moderation.hpp"
#include "store/search.hpp"

namespace urp::store {
namespace {

std::optional<std::string> filled(const std::string& value) {
  if (value.empty()) return std::nullopt;
  return value;
}

void add_media(Writer& db, MessageId id, const InboundMedia& media) {
  db.query(
        "INSERT INTO media (message, provider_id, url, declared_sha256, mime_type, file_name, voice, "
        "animated, state)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(1, id)
      .bind(2, filled(media.id))
      .bind(3, filled(media.url))
      .bind(4, filled(media.sha256))
      .bind(5, filled(media.mime_type))
      .bind(6, filled(media.file_name))
      .bind(7, media.voice)
      .bind(8, media.animated)
      .bind(9, media.id.empty() && media.url.empty() ? "lost" : "pending")  // nothing to fetch it by
      .run();
}

void add_location(Writer& db, MessageId id, const Location& location) {
  db.query("INSERT INTO location (message, latitude, longitude, name, address) VALUES (?, ?, ?, ?, ?)")
      .bind(1, id)
      .bind(2, location.latitude)
      .bind(3, location.longitude)
      .bind(4, location.name)
      .bind(5, location.address)
      .run();
}

void add_content(Writer& db, MessageId id, const InboundMessage& message) {
  if (message.media) add_media(db, id, *message.media);
  if (message.location) add_location(db, id, *message.location);
  int line = 0;
  for (const auto& card : message.cards) {
    db.query("INSERT INTO card_line (message, line, card, kind, label, value) VALUES (?, ?, ?, ?, ?, ?)")
        .bind(1, id)
        .bind(2, ++line)
        .bind(3, card.card)
        .bind(4, card.kind)
        .bind(5, card.label)
        .bind(6, card.value)
        .run();
  }
  for (const auto& [name, value] : message.facts) {
    db.query("INSERT INTO message_fact (message, name, value) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
        .bind(1, id)
        .bind(2, name)
        .bind(3, value)
        .run();
  }
}

/// What quoted or amended this message before it came.
void join_waiting(Writer& db, MessageId id, std::int64_t number, const std::string& wamid) {
  db.query("UPDATE amendment SET target = ?1 WHERE target IS NULL AND target_wamid = ?2 AND number = ?3")
      .bind(1, id)
      .bind(2, wamid)
      .bind(3, number)
      .run();
}

}  // namespace

std::int64_t number_row(Writer& db, const std::string& phone_number_id) {
  {
    auto known = db.query("SELECT id FROM number WHERE phone_number_id = ?");
    known.bind(1, phone_number_id);
    if (known.step()) return known.integer(0);
  }
  db.query("INSERT INTO number (phone_number_id) VALUES (?)").bind(1, phone_number_id).run();
  return db.last_insert_id();
}

std::optional<KnownMessage> find_message(const Access& db, std::int64_t number, const std::string& wamid) {
  if (wamid.empty()) return std::nullopt;
  auto query = db.query(
      "SELECT id, ticket, seq, contact, type = 'unsupported' OR NOT EXISTS (SELECT 1 FROM message_fact f"
      " WHERE f.message = m.id AND f.name = 'original_type') FROM message m WHERE number = ? AND wamid = ?");
  query.bind(1, number).bind(2, wamid);
  if (!query.step()) return std::nullopt;
  KnownMessage known;
  known.id = {query.integer(0)};
  if (const auto ticket = query.maybe_integer(1)) known.ticket = TicketId{*ticket};
  known.number = query.maybe_integer(2);
  known.contact = {query.integer(3)};
  known.understood = query.integer(4) != 0;
  return known;
}

std::optional<MessageId> find_in_ticket(const Access& db, MessageRef ref) {
  auto query = db.query("SELECT id FROM message WHERE ticket = ? AND seq = ?");
  query.bind(1, ref.ticket).bind(2, ref.number);
  if (!query.step()) return std::nullopt;
  return MessageId{query.integer(0)};
}

namespace {

std::optional<ReactionTarget> map_target(Query& query) {
  if (!query.step()) return std::nullopt;
  const std::string wamid = query.string(1);
  return ReactionTarget{MessageId{query.integer(0)}, wamid.starts_with("part:") ? "" : wamid, query.time(2)};
}

}  // namespace

std::optional<ReactionTarget> find_target(const Access& db, MessageRef ref) {
  auto query = db.query(
      "SELECT id, wamid, at FROM message WHERE ticket = ? AND seq = ? AND type <> 'reaction' AND direction "
      "<> 'note'");
  query.bind(1, ref.ticket).bind(2, ref.number);
  return map_target(query);
}

std::optional<ReactionTarget> find_last_inbound(const Access& db, TicketId ticket) {
  auto query = db.query(
      "SELECT id, wamid, at FROM message WHERE ticket = ? AND direction = 'in' ORDER BY at DESC LIMIT 1");
  query.bind(1, ticket);
  return map_target(query);
}

namespace {

MessageId add_row(Writer& db, const InboundMessage& message, const Arrival& arrival, const char* direction,
                  const std::optional<std::string>& status) {
  const auto quoted = find_message(db, arrival.number, message.quoted_wamid);
  db.query(
        "INSERT INTO message (ticket, seq, contact, number, wamid, type, purpose, text, quote, quote_wamid, "
        "at,"
        " received_at, journal, revision, direction, status) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
        "?, ?, ?)")
      .bind(1, arrival.ticket)
      .bind(2, arrival.number_in_ticket)
      .bind(3, arrival.contact)
      .bind(4, arrival.number)
      .bind(5, message.wamid)
      .bind(6, message.type)
      .bind(7, arrival.purpose)
      .bind(8, message.text)
      .bind(9, quoted ? std::optional(quoted->id) : std::nullopt)
      .bind(10, filled(message.quoted_wamid))
      .bind(11, arrival.at)
      .bind(12, arrival.received_at)
      .bind(13, arrival.journal)
      .bind(14, db.next_event())
      .bind(15, direction)
      .bind(16, status)
      .run();
  const MessageId id{db.last_insert_id()};
  add_content(db, id, message);
  join_waiting(db, id, arrival.number, message.wamid);
  return id;
}

}  // namespace

MessageId add_message(Writer& db, const InboundMessage& message, const Arrival& arrival) {
  return add_row(db, message, arrival, "in", std::nullopt);
}

MessageId add_echo(Writer& db, const InboundMessage& message, const Arrival& arrival) {
  const MessageId id = add_row(db, message, arrival, "out", "sent");
  db.query("INSERT INTO message_fact (message, name, value) VALUES (?, 'sent_by', 'business_app')")
      .bind(1, id)
      .run();
  // Statuses move it on like any other.
  db.query("INSERT INTO outbox (message, rank, queued_at, not_before) VALUES (?1, 1, ?2, ?2)")
      .bind(1, id)
      .bind(2, db.recorded_at())
      .run();
  return id;
}

void replace_content(Writer& db, MessageId id, const InboundMessage& message) {
  db.query("DELETE FROM message_fact WHERE message = ?").bind(1, id).run();
  db.query("UPDATE message SET type = ?, text = ?, revision = ? WHERE id = ?")
      .bind(1, message.type)
      .bind(2, message.text)
      .bind(3, db.next_event())
      .bind(4, id)
      .run();
  add_content(db, id, message);
  reindex_message(db, id);
  seal_if_hidden(db, id);
}

bool add_amendment(Writer& db, const InboundAmendment& amendment, std::int64_t number,
                   std::optional<ContactId> contact, const std::optional<KnownMessage>& target, TimePoint at,
                   TimePoint received_at) {
  auto insert = db.query(
      "INSERT INTO amendment (number, wamid, target_wamid, target, contact, kind, text, at, received_at)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");
  insert.bind(1, number)
      .bind(2, amendment.wamid)
      .bind(3, amendment.target_wamid)
      .bind(4, target ? std::optional(target->id) : std::nullopt)
      .bind(5, contact)
      .bind(6, to_name(amendment.kind))
      .bind(7, amendment.text)
      .bind(8, at)
      .bind(9, received_at)
      .run();
  if (insert.changes() == 0) return false;
  if (target) seal_if_hidden(db, target->id);
  return true;
}

bool add_delivery(Writer& db, const StatusUpdate& status, std::int64_t number, TimePoint at,
                  TimePoint received_at) {
  const auto& refusal = status.refusal;
  const auto code = refusal ? std::optional(refusal->code) : std::nullopt;
  const auto text = refusal ? std::optional(refusal->words) : std::nullopt;
  const auto meaning = refusal ? std::optional(std::string(to_name(refusal->kind))) : std::nullopt;
  const auto token = filled(status.token);
  const auto category = filled(status.category);
  auto insert = db.query(
      "INSERT INTO delivery (number, wamid, status, at, received_at, token, error_code, error_text, "
      "category, billable, refusal)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
      // The same once more is nothing new, but for the reason that was not told the first time.
      " ON CONFLICT DO UPDATE SET error_code = excluded.error_code, error_text = excluded.error_text,"
      " refusal = excluded.refusal WHERE ifnull(error_code, 0) = 0 AND ifnull(error_text, '') = ''"
      " AND (ifnull(excluded.error_code, 0) <> 0 OR ifnull(excluded.error_text, '') <> '')");
  insert.bind(1, number)
      .bind(2, status.wamid)
      .bind(3, status.status)
      .bind(4, at)
      .bind(5, received_at)
      .bind(6, token)
      .bind(7, code)
      .bind(8, text)
      .bind(9, category)
      .bind(10, status.billable)
      .bind(11, meaning)
      .run();
  return insert.changes() > 0;
}

}  // namespace urp::store
