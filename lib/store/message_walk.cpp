#include "store/message_walk.hpp"

#include <optional>
#include <string>

#include "store/message_row.hpp"

namespace urp::store {
namespace {

/// SQLite leaves the join out when the condition says nothing of the ticket.
constexpr char with_ticket[] = " LEFT JOIN ticket t ON t.id = m.ticket WHERE ";

/// A table that hangs on messages, read beside them in the same order: a step instead of a search a message.
class Beside {
 public:
  /// `sql` gives the message's id first, from ?1 on, in order.
  Beside(const Access& db, const char* sql) : db_(db), sql_(sql) {}

  template <class Use>
  void take(std::int64_t message, Use use) {
    // Far behind, because a filter left much out: one search is cheaper than the steps.
    if (!query_ || (next_ && *next_ + far < message)) restart(message);
    while (next_ && *next_ < message) step();
    for (; next_ && *next_ == message; step()) use(*query_);
  }

 private:
  static constexpr std::int64_t far = 64;

  void restart(std::int64_t message) {
    query_.reset();
    query_.emplace(db_.query(sql_));
    query_->bind(1, message);
    step();
  }
  void step() { next_ = query_->step() ? std::optional(query_->integer(0)) : std::nullopt; }

  const Access& db_;
  const char* sql_;
  std::optional<Query> query_;
  std::optional<std::int64_t> next_;  // whose row the query stands on; none: at the end
};

}  // namespace

std::int64_t count_all_messages(const Access& db, const Condition& condition) {
  auto query = db.query_once("SELECT count(*) FROM message m" + std::string(with_ticket) + condition.sql);
  bind_values(query, condition);
  query.step();
  return query.integer(0);
}

void walk_messages(const Access& db, const Condition& condition, const std::function<void(Message&)>& visit) {
  Beside media(
      db,
      "SELECT message, state, mime_type, size, sha256, file_name, voice, animated, duration, transcript"
      " FROM media WHERE message >= ? ORDER BY message");
  Beside locations(db,
                   "SELECT message, latitude, longitude, name, address FROM location WHERE message >= ?"
                   " ORDER BY message");
  Beside cards(
      db,
      "SELECT message, card, kind, label, value FROM card_line WHERE message >= ? ORDER BY message, line");
  Beside facts(db, "SELECT message, name, value FROM message_fact WHERE message >= ? ORDER BY message, name");
  Beside amendments(db,
                    "SELECT target, kind, text, at FROM amendment WHERE target >= ? ORDER BY target, at, id");
  auto query = db.query_once("SELECT " + std::string(message_columns) +
                             " FROM message m LEFT JOIN message q ON q.id = m.quote" + with_ticket +
                             condition.sql + " ORDER BY m.id");
  bind_values(query, condition);
  while (query.step()) {
    auto message = map_message(query);
    const auto id = message.id.value;
    if (!message.hidden) {
      media.take(id, [&](const Query& row) { message.media = map_media(db, row, 1); });
      locations.take(id, [&](const Query& row) { message.location = map_location(row, 1); });
      cards.take(id, [&](const Query& row) { message.cards.push_back(map_card(row, 1)); });
      facts.take(id, [&](const Query& row) { message.facts.emplace_back(row.string(1), row.string(2)); });
    }
    amendments.take(id, [&](const Query& row) {
      message.amendments.push_back(map_amendment(row, 1));
      if (message.hidden) message.amendments.back().text.reset();
    });
    visit(message);
  }
}

}  // namespace urp::store
