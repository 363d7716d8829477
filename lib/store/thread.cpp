#include "store/thread.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "store/message_row.hpp"

namespace urp::store {
namespace {

constexpr auto select_messages = "SELECT " + message_columns + R"(,
      d.state,
      d.mime_type,
      d.size,
      d.sha256,
      d.file_name,
      d.voice,
      d.animated,
      d.duration,
      d.transcript,
      l.latitude,
      l.longitude,
      l.name,
      l.address
    FROM message m
    LEFT JOIN message q ON q.id = m.quote
    LEFT JOIN media d ON d.message = m.id
    LEFT JOIN location l ON l.message = m.id
    )";

Message read_with_content(db::Row& row, const Access& db) {
  auto message = read_message(row);
  if (message.hidden || row.next_is_null()) {
    row.skip(media_width);
  } else {
    message.media = read_media(row, db);
  }
  if (message.hidden || row.next_is_null()) {
    row.skip(4);
  } else {
    message.location = read_location(row);
  }
  return message;
}

std::pair<std::string, std::string> read_fact(db::Row& row) {
  std::pair<std::string, std::string> fact;
  row >> fact.first >> fact.second;
  return fact;
}

/// What a citizen quotes that stands in no case, as facts: a notice, a word from the office's telephone,
/// something that urp does not know.
void add_loose_quote(const Access& db, Message& message) {
  const auto add = [&](db::Row& row) {
    std::string kind;
    std::optional<std::string> text, notice;
    row >> kind >> text >> notice;
    message.facts.emplace_back("quotes", kind);
    if (notice) {
      message.facts.emplace_back("quoted_notice", *notice);
    } else if (text) {
      message.facts.emplace_back("quoted_text", *text);
    }
  };
  db.each(R"(
    SELECT
      CASE
        WHEN q.id IS NULL THEN 'unknown'
        WHEN n.id IS NOT NULL THEN 'notice'
        WHEN EXISTS (SELECT 1 FROM message_fact f WHERE f.message = q.id AND f.name = 'sent_by') THEN 'telephone'
        ELSE 'message'
      END,
      q.text,
      n.name
    FROM message m
    LEFT JOIN message q ON q.id = m.quote
    LEFT JOIN notice n ON n.id = q.notice
    WHERE m.id = ? AND (m.quote IS NOT NULL OR m.quote_wamid IS NOT NULL))",
          add, message.id);
}

/// The last one that the office gave from its own telephone; taken back, it is none.
std::optional<std::string> office_reaction(const Access& db, MessageId message) {
  using Emoji = std::optional<std::string>;
  return db
      .first<Emoji>(R"(
    SELECT text
    FROM amendment
    WHERE target = ? AND by_office = 1 AND kind = 'reaction'
    ORDER BY at DESC, id DESC
    LIMIT 1)",
                    message)
      .value_or(std::nullopt);
}

void add_details(const Access& db, Message& message) {
  if (!message.hidden) {
    if (!message.quote) add_loose_quote(db, message);
    message.cards =
        db.all<CardLine>("SELECT card, kind, label, value FROM card_line WHERE message = ? ORDER BY line",
                         read_card, message.id);
    static constexpr auto facts_sql =
        "SELECT name, value FROM message_fact WHERE message = ? AND " + fact_in_sight + " ORDER BY name";
    auto facts = db.all<std::pair<std::string, std::string>>(facts_sql, read_fact, message.id);
    std::move(facts.begin(), facts.end(), std::back_inserter(message.facts));
    if (auto emoji = office_reaction(db, message.id))
      message.facts.emplace_back("office_reaction", *std::move(emoji));
  }
  message.amendments = db.all<Amendment>(R"(
    SELECT kind, text, at
    FROM amendment
    WHERE target = ? AND NOT (by_office = 1 AND kind = 'reaction')
    ORDER BY at, id)",
                                         read_amendment, message.id);
  if (message.hidden) {
    for (auto& amendment : message.amendments) amendment.text.reset();
  }
}

/// What a citizen changed of something that urp never had: a unit of its own, or nobody would see it.
std::vector<Message> list_changes_of_unknown(const Access& db, ContactId contact, int limit) {
  const auto read_change = [contact](db::Row& row) {
    Message change;
    change.contact = contact;
    const Amendment& amendment = change.amendments.emplace_back(read_amendment(row));
    change.type = to_name(amendment.kind);
    change.at = amendment.at;
    row >> change.received_at;
    return change;
  };
  return db.all<Message>(R"(
    SELECT kind, text, at, received_at
    FROM amendment
    WHERE contact = ? AND target IS NULL AND by_office = 0
    ORDER BY at DESC, id DESC
    LIMIT ?)",
                         read_change, contact, limit == 0 ? -1 : limit);
}

/// The latest of them, in the order in which they are read.
std::vector<Message> list(const Access& db, db::Sql sql, std::int64_t of, int limit) {
  auto messages = db.all<Message>(
      sql, [&db](db::Row& row) { return read_with_content(row, db); }, of, limit == 0 ? -1 : limit);
  for (auto& message : messages) add_details(db, message);
  std::reverse(messages.begin(), messages.end());
  return messages;
}

}  // namespace

std::vector<Message> list_messages(const Access& db, TicketId ticket, int limit) {
  // Each side ends at the limit, so that a long thread costs no more than a short one.
  static constexpr auto sql = select_messages + R"(
    WHERE m.id IN (
      SELECT id FROM (
        SELECT id FROM message
        WHERE ticket = ?1 AND shown_in IS NULL
        ORDER BY at DESC, id DESC
        LIMIT ?2)
      UNION ALL
      SELECT id FROM (
        SELECT id FROM message
        WHERE shown_in = ?1
        ORDER BY at DESC, id DESC
        LIMIT ?2))
    ORDER BY m.at DESC, m.id DESC
    LIMIT ?2)";
  return list(db, sql, ticket.value, limit);
}

std::vector<Message> list_loose_messages(const Access& db, ContactId contact, int limit) {
  static constexpr auto sql = select_messages + R"(
    WHERE m.contact = ? AND m.ticket IS NULL
    ORDER BY m.at DESC, m.id DESC
    LIMIT ?)";
  auto loose = list(db, sql, contact.value, limit);
  const auto changes = list_changes_of_unknown(db, contact, limit);
  loose.insert(loose.end(), changes.begin(), changes.end());
  std::stable_sort(loose.begin(), loose.end(),
                   [](const Message& a, const Message& b) { return a.at < b.at; });
  if (limit > 0 && loose.size() > static_cast<std::size_t>(limit))
    loose.erase(loose.begin(), loose.end() - limit);
  return loose;
}

std::optional<Message> find_message(const Access& db, MessageId message) {
  static constexpr auto sql = select_messages + R"(
    WHERE m.id = ?1
    LIMIT ?2)";
  auto found = list(db, sql, message.value, 1);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

bool was_written_in_group(const Access& db, TicketId ticket) {
  return db.value<bool>(R"(
    SELECT EXISTS (SELECT 1 FROM message WHERE ticket = ?1 AND direction = 'in')
      AND NOT EXISTS (
        SELECT 1
        FROM message m
        WHERE m.ticket = ?1 AND m.direction = 'in'
          AND NOT EXISTS (SELECT 1 FROM message_fact f WHERE f.message = m.id AND f.name = 'group')))",
                        ticket);
}

std::int64_t count_messages(const Access& db, TicketId ticket) {
  return db.value<std::int64_t>(R"(
    SELECT
      (SELECT count(*) FROM message WHERE ticket = ?1)
      + (SELECT count(*) FROM message WHERE shown_in = ?1)
      - (SELECT count(*) FROM message WHERE ticket = ?1 AND shown_in IS NOT NULL))",
                                ticket);
}

}  // namespace urp::store
