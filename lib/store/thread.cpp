#include "store/thread.hpp"

#include <algorithm>
#include <string>

#include "store/message_row.hpp"

namespace urp::store {
namespace {

std::string select_from_message(const char* rest) {
  return std::string("SELECT ") + message_columns +
         ", d.state, d.mime_type, d.size, d.sha256, d.file_name, d.voice, d.animated, d.duration, "
         "d.transcript,"
         " l.latitude, l.longitude, l.name, l.address FROM message m LEFT JOIN message q ON q.id = m.quote"
         " LEFT JOIN media d ON d.message = m.id LEFT JOIN location l ON l.message = m.id" +
         rest;
}

void add_details(const Access& db, Message& message) {
  if (!message.hidden) {
    auto cards = db.query("SELECT card, kind, label, value FROM card_line WHERE message = ? ORDER BY line");
    cards.bind(1, message.id);
    while (cards.step()) message.cards.push_back(map_card(cards, 0));
    auto facts = db.query("SELECT name, value FROM message_fact WHERE message = ? ORDER BY name");
    facts.bind(1, message.id);
    while (facts.step()) message.facts.emplace_back(facts.string(0), facts.string(1));
  }
  auto amendments = db.query("SELECT kind, text, at FROM amendment WHERE target = ? ORDER BY at, id");
  amendments.bind(1, message.id);
  while (amendments.step()) {
    message.amendments.push_back(map_amendment(amendments, 0));
    if (message.hidden) message.amendments.back().text.reset();
  }
}

std::vector<Message> collect(const Access& db, Query& query) {
  std::vector<Message> messages;
  while (query.step()) {
    messages.push_back(map_message(query));
    auto& message = messages.back();
    if (!message.hidden && !query.is_null(22)) message.media = map_media(db, query, 22);
    if (!message.hidden && !query.is_null(31)) message.location = map_location(query, 31);
    add_details(db, message);
  }
  std::reverse(messages.begin(), messages.end());
  return messages;
}

}  // namespace

std::vector<Message> list_messages(const Access& db, TicketId ticket, int limit) {
  // Each side ends at the limit, so that a long thread costs no more than a short one.
  static const std::string sql = select_from_message(
      " WHERE m.id IN (SELECT id FROM (SELECT id FROM message WHERE ticket = ?1 AND shown_in IS NULL ORDER "
      "BY at "
      "DESC, id DESC LIMIT ?2) UNION ALL SELECT id FROM (SELECT id FROM message WHERE shown_in = ?1 ORDER BY "
      "at "
      "DESC, id DESC LIMIT ?2)) ORDER BY m.at DESC, m.id DESC LIMIT ?2");
  auto query = db.query(sql.c_str());
  query.bind(1, ticket).bind(2, limit == 0 ? -1 : limit);
  return collect(db, query);
}

std::vector<Message> list_loose_messages(const Access& db, ContactId contact, int limit) {
  static const std::string sql =
      select_from_message(" WHERE m.contact = ? AND m.ticket IS NULL ORDER BY m.at DESC, m.id DESC LIMIT ?");
  auto query = db.query(sql.c_str());
  query.bind(1, contact).bind(2, limit == 0 ? -1 : limit);
  return collect(db, query);
}

std::int64_t count_messages(const Access& db, TicketId ticket) {
  auto query = db.query(
      "SELECT (SELECT count(*) FROM message WHERE ticket = ?1) + (SELECT count(*) FROM message WHERE "
      "shown_in = ?1)"
      " - (SELECT count(*) FROM message WHERE ticket = ?1 AND shown_in IS NOT NULL)");
  query.bind(1, ticket);
  query.step();
  return query.integer(0);
}

}  // namespace urp::store
