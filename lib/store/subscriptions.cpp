#include "store/subscriptions.hpp"

#include "domain/recent.hpp"

namespace urp::store {
namespace {

/// Kind and value of what the person is known by now; a phone tells more than a number of WhatsApp's.
std::string identity_now(const Access& db, ContactId contact) {
  return db
      .first<std::string>(R"(
      SELECT kind || ' ' || value
      FROM identity
      WHERE contact = ? AND valid_to IS NULL
      ORDER BY kind <> 'phone', kind <> 'user_id', id
      LIMIT 1)",
                          contact)
      .value_or("-");
}

/// When the consent last began or ended, and whether one holds.
struct Newest {
  std::optional<TimePoint> at;
  bool holds = false;
};

Newest read_newest(db::Row& row) {
  Newest newest;
  row >> newest.at >> newest.holds;
  return newest;
}

Subscription read_subscription(db::Row& row) {
  Subscription one;
  row >> one.topic >> one.identity >> one.at >> one.evidence >> one.clerk >> one.by_message;
  row >> one.text_version >> one.ended_at >> one.ended_evidence >> one.ended_clerk;
  return one;
}

TopicMoves read_moves(db::Row& row) {
  TopicMoves moves;
  row >> moves.joined >> moves.left >> moves.opted_out;
  return moves;
}

TopicCount read_count(db::Row& row) {
  TopicCount count;
  row >> count.topic >> count.subscribers;
  return count;
}

}  // namespace

bool subscribe(Writer& db, ContactId contact, const std::string& topic, TimePoint at,
               const ConsentSource& source) {
  const auto newest = db.first<Newest>(R"(
    SELECT
      max(max(at, ifnull(ended_at, 0))),
      count(*) FILTER (WHERE ended_at IS NULL) > 0
    FROM subscription
    WHERE contact = ? AND topic = ?)",
                                       read_newest, contact, topic);
  if (newest->holds || (newest->at && *newest->at > at)) return false;
  db.run(R"(
    INSERT INTO subscription (contact, topic, identity, at, message, evidence, clerk, text_version)
    VALUES (?, ?, ?, ?, ?, ?, ?, nullif(?, '')))",
         contact, topic, identity_now(db, contact), at, source.message, source.evidence, source.clerk,
         source.text_version);
  db.record("subscribe", std::nullopt, std::nullopt,
            {{"contact", std::nullopt, to_string(contact)}, {"topic", std::nullopt, topic}});
  return true;
}

std::vector<std::string> unsubscribe(Writer& db, ContactId contact, const std::optional<std::string>& topic,
                                     TimePoint at, const ConsentSource& source) {
  auto ended = db.all<std::string>(R"(
    UPDATE subscription
    SET
      ended_at = ?1,
      ended_message = ?2,
      ended_evidence = ?3,
      ended_clerk = ?4
    WHERE contact = ?5
      AND ended_at IS NULL
      AND at <= ?1
      AND (?6 IS NULL OR topic = ?6)
    RETURNING topic)",
                                   at, source.message, source.evidence, source.clerk, contact, topic);
  for (const auto& one : ended) {
    db.record("unsubscribe", std::nullopt, std::nullopt,
              {{"contact", std::nullopt, to_string(contact)}, {"topic", one, std::nullopt}});
  }
  return ended;
}

std::vector<std::string> list_wishes_since(const Access& db, ContactId contact, TimePoint at) {
  return db.all<std::string>(R"(
    SELECT text
    FROM message
    WHERE contact = ?
      AND ticket IS NULL
      AND at > ?
      AND purpose = 'subscription'
      AND direction = 'in'
      AND text IS NOT NULL)",
                             contact, at);
}

std::vector<Subscription> list_subscriptions(const Access& db, ContactId contact) {
  return db.all<Subscription>(R"(
    SELECT
      s.topic,
      s.identity,
      s.at,
      ifnull(s.evidence, m.text),
      s.clerk,
      s.message IS NOT NULL,
      s.text_version,
      s.ended_at,
      ifnull(s.ended_evidence, e.text),
      s.ended_clerk
    FROM subscription s
    LEFT JOIN message m ON m.id = s.message
    LEFT JOIN message e ON e.id = s.ended_message
    WHERE s.contact = ?
    ORDER BY s.ended_at IS NOT NULL, s.at DESC, s.id DESC)",
                              read_subscription, contact);
}

std::vector<TopicCount> count_subscribers(const Access& db) {
  return db.all<TopicCount>("SELECT topic, count(*) FROM subscription WHERE ended_at IS NULL GROUP BY topic",
                            read_count);
}

TopicMoves count_moves(const Access& db, const std::string& topic, TimePoint since) {
  const auto moves = db.first<TopicMoves>(R"(
    SELECT
      count(*) FILTER (WHERE s.at >= ?2),
      count(*) FILTER (WHERE s.ended_at >= ?2),
      count(*) FILTER (
        WHERE s.ended_at IS NULL AND EXISTS (SELECT 1 FROM opt_out o WHERE o.contact = s.contact))
    FROM subscription s
    WHERE s.topic = ?1)",
                                          read_moves, topic, since);
  return *moves;
}

bool was_told(const Access& db, ContactId contact, const std::string& words, TimePoint since, TimePoint now) {
  return db.value<bool>(R"(
    SELECT EXISTS (
      SELECT 1 FROM message
      WHERE contact = ? AND ticket IS NULL AND at BETWEEN ? AND ? AND automatic = 1 AND text = ?))",
                        contact, since, now + clock_tolerance, words);
}

}  // namespace urp::store
