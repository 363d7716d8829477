#include "store/similar.hpp"

#include "store/search_names.hpp"

namespace urp::store {
namespace {

AnsweredMessage read_answered(db::Row& row) {
  AnsweredMessage found;
  row >> found.thread >> found.message.ticket >> found.message.number >> found.words;
  row >> found.answer.ticket >> found.answer.number >> found.text >> found.clerk >> found.at;
  return found;
}

}  // namespace

std::vector<MessageId> list_with_word(const Access& db, const std::string& word, int limit, bool fresh) {
  const std::string quoted = fts_string(word);
  std::vector<MessageId> found;
  if (fresh) {
    // The table of this connection was not there when statements were prepared for good.
    const std::string sql = R"(
      SELECT rowid
      FROM temp.search_fresh
      WHERE search_fresh MATCH ? AND rowid > 0
      ORDER BY rowid DESC
      LIMIT ?)";
    found = db.all<MessageId>(sql, quoted, limit);
  }
  const auto indexed = db.all<MessageId>(R"(
    SELECT rowid
    FROM search_index
    WHERE search_index MATCH ? AND rowid > 0
    ORDER BY rowid DESC
    LIMIT ?)",
                                         quoted, limit - static_cast<int>(found.size()));
  found.insert(found.end(), indexed.begin(), indexed.end());
  return found;
}

std::int64_t estimate_messages(const Access& db) {
  return db.first<std::int64_t>("SELECT id FROM message ORDER BY id DESC LIMIT 1").value_or(0);
}

std::optional<AnsweredMessage> find_answered(const Access& db, MessageId message, TicketId but) {
  // Of the case's own messages and of those that a split or a merge brought, the first each.
  static constexpr char sql[] = R"(
    WITH asked AS (
      SELECT ifnull(shown_in, ticket) AS thread, ticket, seq, text, at
      FROM message
      WHERE id = ?1 AND direction = 'in' AND hidden = 0 AND purpose IS NULL AND text IS NOT NULL
        AND ticket IS NOT NULL AND ifnull(shown_in, ticket) <> ?2),
    answer AS (
      SELECT * FROM (
        SELECT id, at FROM message
        WHERE ticket = (SELECT thread FROM asked) AND at >= (SELECT at FROM asked) AND shown_in IS NULL
          AND direction = 'out' AND automatic = 0 AND hidden = 0 AND type = 'text' AND text IS NOT NULL
          AND status IN ('sent', 'delivered', 'read')
        ORDER BY at, id
        LIMIT 1)
      UNION ALL
      SELECT * FROM (
        SELECT id, at FROM message
        WHERE shown_in = (SELECT thread FROM asked) AND at >= (SELECT at FROM asked)
          AND direction = 'out' AND automatic = 0 AND hidden = 0 AND type = 'text' AND text IS NOT NULL
          AND status IN ('sent', 'delivered', 'read')
        ORDER BY at, id
        LIMIT 1))
    SELECT asked.thread, asked.ticket, asked.seq, asked.text, a.ticket, a.seq, a.text, a.clerk, a.at
    FROM asked
    JOIN message a ON a.id = (SELECT id FROM answer ORDER BY at, id LIMIT 1))";
  return db.first<AnsweredMessage>(sql, read_answered, message, but);
}

}  // namespace urp::store
