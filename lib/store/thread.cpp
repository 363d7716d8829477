#include "store/thread.hpp"

#include <algorithm>
#include <initializer_list>
#include <string>

#include "store/ticket_list.hpp"

namespace urp::store {
namespace {

constexpr char columns[] =
    "SELECT m.id, m.ticket, m.seq, m.contact, m.direction, m.type, m.purpose, m.text, q.ticket, q.seq, m.at,"
    " m.received_at, m.status, m.error_code, m.error_text, m.wamid, m.clerk, m.automatic, m.hidden, m.ground,"
    " m.revision, d.state, d.mime_type, d.size, d.sha256, d.file_name, d.voice, d.animated, d.duration,"
    " d.transcript, l.latitude, l.longitude, l.name, l.address FROM message m"
    " LEFT JOIN message q ON q.id = m.quote LEFT JOIN media d ON d.message = m.id"
    " LEFT JOIN location l ON l.message = m.id";

constexpr char with_ticket[] = " LEFT JOIN ticket t ON t.id = m.ticket WHERE ";

template <class Value>
Value value_named(std::string_view name, std::initializer_list<Value> values) {
  const auto found =
      std::find_if(values.begin(), values.end(), [&](Value value) { return to_name(value) == name; });
  return found == values.end() ? *values.begin() : *found;
}

Direction direction_named(std::string_view name) {
  return value_named(name, {Direction::in, Direction::out, Direction::note});
}

Delivery delivery_named(std::string_view name) {
  return value_named(
      name, {Delivery::queued, Delivery::parked, Delivery::sending, Delivery::sent, Delivery::delivered,
             Delivery::read, Delivery::failed, Delivery::uncertain, Delivery::cancelled});
}

Media map_media(const Access& db, const Query& row) {
  Media media;
  media.state = value_named(row.text(21),
                            {MediaState::pending, MediaState::stored, MediaState::lost, MediaState::refused});
  media.mime_type = row.maybe_string(22);
  media.size = row.maybe_integer(23);
  media.voice = row.integer(26) != 0;
  media.animated = row.integer(27) != 0;
  media.duration = row.maybe_integer(28);
  media.sha256 = row.maybe_string(24);
  media.file_name = row.maybe_string(25);
  media.transcript = row.maybe_string(29);
  if (media.state == MediaState::stored && media.sha256) {
    media.path = (db.store().media_folder() / media.sha256->substr(0, 2) / *media.sha256).string();
  }
  return media;
}

/// What is hidden keeps its place, its kind and its ground, and loses everything that was said.
Message map_message(const Access& db, const Query& row) {
  Message message;
  message.id = {row.integer(0)};
  if (const auto ticket = row.maybe_integer(1)) message.ticket = TicketId{*ticket};
  message.number = row.integer(2);
  message.contact = {row.integer(3)};
  message.direction = direction_named(row.text(4));
  message.type = row.string(5);
  message.purpose = row.maybe_string(6);
  if (!row.is_null(8)) message.quote = MessageRef{{row.integer(8)}, row.integer(9)};
  message.at = row.time(10);
  message.received_at = row.time(11);
  if (!row.is_null(12)) message.status = delivery_named(row.text(12));
  if (!row.is_null(13)) message.error = MessageError{row.integer(13), row.string(14)};
  if (!row.text(15).starts_with("part:")) message.provider_id = row.maybe_string(15);
  message.clerk = row.maybe_string(16);
  message.automatic = row.integer(17) != 0;
  message.hidden = row.integer(18) != 0;
  message.ground = row.maybe_string(19);
  message.revision = row.integer(20);
  if (message.hidden) return message;
  message.text = row.maybe_string(7);
  if (!row.is_null(21)) message.media = map_media(db, row);
  if (!row.is_null(30)) {
    message.location = Location{row.real(30), row.real(31), row.maybe_string(32), row.maybe_string(33)};
  }
  return message;
}

CardLine map_card(const Query& row, int first) {
  return {static_cast<int>(row.integer(first)), row.string(first + 1), row.maybe_string(first + 2),
          row.string(first + 3)};
}

Amendment map_amendment(const Query& row, int first) {
  return {value_named(row.text(first), {AmendmentKind::reaction, AmendmentKind::edit, AmendmentKind::revoke}),
          row.maybe_string(first + 1), row.time(first + 2)};
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
    messages.push_back(map_message(db, query));
    add_details(db, messages.back());
  }
  std::reverse(messages.begin(), messages.end());
  return messages;
}

}  // namespace

std::vector<Message> list_messages(const Access& db, TicketId ticket, int limit) {
  static const std::string sql =
      std::string(columns) + " WHERE m.ticket = ? ORDER BY m.at DESC, m.id DESC LIMIT ?";
  auto query = db.query(sql.c_str());
  query.bind(1, ticket).bind(2, limit == 0 ? -1 : limit);
  return collect(db, query);
}

std::vector<Message> list_loose_messages(const Access& db, ContactId contact, int limit) {
  static const std::string sql =
      std::string(columns) +
      " WHERE m.contact = ? AND m.ticket IS NULL ORDER BY m.at DESC, m.id DESC LIMIT ?";
  auto query = db.query(sql.c_str());
  query.bind(1, contact).bind(2, limit == 0 ? -1 : limit);
  return collect(db, query);
}

std::int64_t count_messages(const Access& db, TicketId ticket) {
  auto query = db.query("SELECT count(*) FROM message WHERE ticket = ?");
  query.bind(1, ticket);
  query.step();
  return query.integer(0);
}

std::int64_t count_all_messages(const Access& db, const Condition& condition) {
  auto query = db.query_once("SELECT count(*) FROM message m" + std::string(with_ticket) + condition.sql);
  bind_values(query, condition);
  query.step();
  return query.integer(0);
}

void walk_messages(const Access& db, const Condition& condition, const std::function<void(Message&)>& visit) {
  auto query = db.query_once(columns + std::string(with_ticket) + condition.sql + " ORDER BY m.id");
  bind_values(query, condition);
  while (query.step()) {
    auto message = map_message(db, query);
    add_details(db, message);
    visit(message);
  }
}

}  // namespace urp::store
