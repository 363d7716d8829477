#include "store/subscriptions.hpp"

namespace urp::store {
namespace {

/// Kind and value of what the person is known by now; a phone tells more than a number of WhatsApp's.
std::string identity_now(const Access& db, ContactId contact) {
  auto query = db.query(
      "SELECT kind || ' ' || value FROM identity WHERE contact = ? AND valid_to IS NULL"
      " ORDER BY kind <> 'phone', kind <> 'user_id', id LIMIT 1");
  query.bind(1, contact);
  return query.step() ? query.string(0) : "-";
}

}  // namespace

bool subscribe(Writer& db, ContactId contact, const std::string& topic, TimePoint at,
               const ConsentSource& source) {
  auto newest = db.query(
      "SELECT max(max(at, ifnull(ended_at, 0))), count(*) FILTER (WHERE ended_at IS NULL) FROM subscription"
      " WHERE contact = ? AND topic = ?");
  newest.bind(1, contact).bind(2, topic);
  newest.step();
  if (newest.integer(1) > 0 || (!newest.is_null(0) && newest.time(0) > at)) return false;
  const std::string identity = identity_now(db, contact);
  db.query(
        "INSERT INTO subscription (contact, topic, identity, at, message, evidence, clerk, text_version)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, nullif(?, ''))")
      .bind(1, contact)
      .bind(2, topic)
      .bind(3, identity)
      .bind(4, at)
      .bind(5, source.message)
      .bind(6, source.evidence)
      .bind(7, source.clerk)
      .bind(8, source.text_version)
      .run();
  db.record("subscribe", std::nullopt, std::nullopt,
            {{"contact", std::nullopt, to_string(contact)}, {"topic", std::nullopt, topic}});
  return true;
}

std::vector<std::string> unsubscribe(Writer& db, ContactId contact, const std::optional<std::string>& topic,
                                     TimePoint at, const ConsentSource& source) {
  std::vector<std::string> ended;
  auto query = db.query(
      "UPDATE subscription SET ended_at = ?1, ended_message = ?2, ended_evidence = ?3, ended_clerk = ?4"
      " WHERE contact = ?5 AND ended_at IS NULL AND at <= ?1 AND (?6 IS NULL OR topic = ?6) RETURNING topic");
  query.bind(1, at)
      .bind(2, source.message)
      .bind(3, source.evidence)
      .bind(4, source.clerk)
      .bind(5, contact)
      .bind(6, topic);
  while (query.step()) ended.push_back(query.string(0));
  for (const auto& one : ended) {
    db.record("unsubscribe", std::nullopt, std::nullopt,
              {{"contact", std::nullopt, to_string(contact)}, {"topic", one, std::nullopt}});
  }
  return ended;
}

std::vector<std::string> list_wishes_since(const Access& db, ContactId contact, TimePoint at) {
  auto query = db.query(
      "SELECT text FROM message WHERE contact = ? AND ticket IS NULL AND at > ? AND purpose = 'subscription' "
      "AND"
      " direction = 'in' AND text IS NOT NULL");
  query.bind(1, contact).bind(2, at);
  std::vector<std::string> wishes;
  while (query.step()) wishes.push_back(query.string(0));
  return wishes;
}

std::vector<Subscription> list_subscriptions(const Access& db, ContactId contact) {
  auto query = db.query(
      "SELECT s.topic, s.identity, s.at, ifnull(s.evidence, m.text), s.clerk, s.message IS NOT NULL,"
      " s.text_version, s.ended_at, ifnull(s.ended_evidence, e.text), s.ended_clerk FROM subscription s"
      " LEFT JOIN message m ON m.id = s.message LEFT JOIN message e ON e.id = s.ended_message"
      " WHERE s.contact = ? ORDER BY s.ended_at IS NOT NULL, s.at DESC, s.id DESC");
  query.bind(1, contact);
  std::vector<Subscription> list;
  while (query.step()) {
    Subscription one;
    one.topic = query.string(0);
    one.identity = query.string(1);
    one.at = query.time(2);
    one.evidence = query.maybe_string(3);
    one.clerk = query.maybe_string(4);
    one.by_message = query.integer(5) != 0;
    one.text_version = query.maybe_string(6);
    one.ended_at = query.maybe_time(7);
    one.ended_evidence = query.maybe_string(8);
    one.ended_clerk = query.maybe_string(9);
    list.push_back(std::move(one));
  }
  return list;
}

std::vector<TopicCount> count_subscribers(const Access& db) {
  auto query = db.query("SELECT topic, count(*) FROM subscription WHERE ended_at IS NULL GROUP BY topic");
  std::vector<TopicCount> counts;
  while (query.step()) counts.push_back({query.string(0), query.integer(1)});
  return counts;
}

TopicMoves count_moves(const Access& db, const std::string& topic, TimePoint since) {
  auto query = db.query(
      "SELECT count(*) FILTER (WHERE s.at >= ?2), count(*) FILTER (WHERE s.ended_at >= ?2),"
      " count(*) FILTER (WHERE s.ended_at IS NULL AND EXISTS (SELECT 1 FROM opt_out o WHERE o.contact = "
      "s.contact))"
      " FROM subscription s WHERE s.topic = ?1");
  query.bind(1, topic).bind(2, since);
  query.step();
  return {query.integer(0), query.integer(1), query.integer(2)};
}

bool was_told(const Access& db, ContactId contact, const std::string& words, TimePoint since) {
  auto query = db.query(
      "SELECT 1 FROM message WHERE contact = ?1 AND ticket IS NULL AND at >= ?2 AND automatic = 1 AND text = "
      "?3"
      " LIMIT 1");
  query.bind(1, contact).bind(2, since).bind(3, words);
  return query.step();
}

}  // namespace urp::store
