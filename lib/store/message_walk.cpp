#include "store/message_walk.hpp"

#include <optional>
#include <string>

#include "store/message_row.hpp"

namespace urp::store {
namespace {

/// SQLite leaves the join out when the condition says nothing of the ticket.
constexpr db::Piece with_ticket = R"(
    LEFT JOIN ticket t ON t.id = m.ticket
    WHERE )";

/// A table that hangs on messages, read beside them in the same order: a step instead of a search a message.
class Beside {
 public:
  /// `sql` gives the message's id first, from ?1 on, in order.
  Beside(const Access& db, const char* sql) : db_(db), sql_(sql) {}

  template <class Use>
  void take(MessageId message, Use use) {
    // Far behind, because a filter left much out: one search is cheaper than the steps.
    if (!query_ || (next_ && next_->value + far < message.value)) restart(message);
    while (next_ && *next_ < message) step();
    for (; next_ && *next_ == message; step()) {
      db::Row row(*query_);
      row.skip(1);
      use(row);
      query_->expect_columns(row.taken());
    }
  }

 private:
  static constexpr std::int64_t far = 64;

  void restart(MessageId message) {
    query_.reset();
    query_.emplace(db_.query(sql_));
    query_->bind_all(message);
    step();
  }
  void step() {
    next_.reset();
    if (query_->step()) next_ = db::Row(*query_).next<MessageId>();
  }

  const Access& db_;
  const char* sql_;
  std::optional<Query> query_;
  std::optional<MessageId> next_;  // whose row the query stands on; none: at the end
};

constexpr auto select_media = "SELECT d.message, " + media_columns + R"(
    FROM media d
    WHERE d.message >= ?
    ORDER BY d.message)";
constexpr char select_locations[] = R"(
    SELECT message, latitude, longitude, name, address
    FROM location
    WHERE message >= ?
    ORDER BY message)";
constexpr char select_cards[] = R"(
    SELECT message, card, kind, label, value
    FROM card_line
    WHERE message >= ?
    ORDER BY message, line)";
constexpr auto select_facts = R"(
    SELECT message, name, value
    FROM message_fact
    WHERE message >= ? AND )" +
                              fact_in_sight + R"(
    ORDER BY message, name)";
constexpr char select_amendments[] = R"(
    SELECT target, kind, text, at
    FROM amendment
    WHERE target >= ?
    ORDER BY target, at, id)";
constexpr auto select_messages = "SELECT " + message_columns + R"(
    FROM message m
    LEFT JOIN message q ON q.id = m.quote)" +
                                 with_ticket;

}  // namespace

std::int64_t count_all_messages(const Access& db, const Condition& condition) {
  const std::string sql = "SELECT count(*) FROM message m" + std::string(with_ticket.text) + condition.sql;
  return db.value<std::int64_t>(sql, condition.values);
}

void walk_messages(const Access& db, const Condition& condition, const std::function<void(Message&)>& visit) {
  Beside media(db, select_media.text);
  Beside locations(db, select_locations);
  Beside cards(db, select_cards);
  Beside facts(db, select_facts.text);
  Beside amendments(db, select_amendments);
  const auto visit_row = [&](db::Row& row) {
    auto message = read_message(row);
    const auto id = message.id;
    if (!message.hidden) {
      media.take(id, [&](db::Row& of) { message.media = read_media(of, db); });
      locations.take(id, [&](db::Row& of) { message.location = read_location(of); });
      cards.take(id, [&](db::Row& of) { message.cards.push_back(read_card(of)); });
      facts.take(id, [&](db::Row& of) {
        auto& fact = message.facts.emplace_back();
        of >> fact.first >> fact.second;
      });
    }
    amendments.take(id, [&](db::Row& of) {
      message.amendments.push_back(read_amendment(of));
      if (message.hidden) message.amendments.back().text.reset();
    });
    visit(message);
  };
  db.each(select_messages.text + condition.sql + " ORDER BY m.id", visit_row, condition.values);
}

}  // namespace urp::store
