#include "store/channel_events.hpp"

namespace urp::store {
namespace {

constexpr std::chrono::hours alarm_rest{24};

}  // namespace

void add_channel_event(Writer& db, const ChannelNotice& notice, JournalId journal, TimePoint at) {
  if (notice.settles) {
    db.query(
          "UPDATE channel_event SET settled_at = ?3 WHERE field = ?1 AND subject = ?2 AND alert = 1 AND "
          "settled_at IS "
          "NULL")
        .bind(1, notice.field)
        .bind(2, notice.subject)
        .bind(3, at)
        .run();
  }
  db.query(
        "INSERT INTO channel_event (journal, at, field, event, subject, text, alert) VALUES (?, ?, ?, ?, ?, "
        "?, ?)")
      .bind(1, journal)
      .bind(2, at)
      .bind(3, notice.field)
      .bind(4, notice.event)
      .bind(5, notice.subject)
      .bind(6, notice.text)
      .bind(7, notice.alert)
      .run();
  db.record("channel_event", std::nullopt, std::nullopt, {{notice.field, std::nullopt, notice.event}});
}

std::vector<ChannelEvent> list_alerts(const Access& db, TimePoint since, int limit) {
  auto query = db.query(
      "SELECT at, field, event, subject, text FROM channel_event WHERE alert = 1 AND settled_at IS NULL AND "
      "at >= ?"
      " ORDER BY at DESC, id DESC LIMIT ?");
  query.bind(1, since).bind(2, limit);
  std::vector<ChannelEvent> events;
  while (query.step()) {
    events.push_back({query.time(0), query.string(1), query.string(2), query.string(3), query.string(4)});
  }
  return events;
}

std::optional<std::int64_t> daily_limit(const Access& db, std::int64_t number) {
  auto query = db.query("SELECT daily_limit FROM channel WHERE number = ?");
  query.bind(1, number);
  if (!query.step()) return std::nullopt;
  return query.maybe_integer(0);
}

void set_daily_limit(Writer& db, std::int64_t number, std::int64_t limit) {
  db.query(
        "INSERT INTO channel (number, daily_limit) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET daily_limit = "
        "?2")
      .bind(1, number)
      .bind(2, limit)
      .run();
}

void count_delivered(Writer& db, std::int64_t number, const std::string& wamid, const std::string& month) {
  std::string category;
  {
    auto query = db.query(
        "SELECT max(category) FROM delivery WHERE number = ?1 AND wamid = ?2 HAVING max(counted) = 0 AND"
        " max(status IN ('delivered', 'read', 'played')) = 1 AND max(category) IS NOT NULL");
    query.bind(1, number).bind(2, wamid);
    if (!query.step()) return;
    category = query.string(0);
  }
  db.query("UPDATE delivery SET counted = 1 WHERE number = ? AND wamid = ?")
      .bind(1, number)
      .bind(2, wamid)
      .run();
  db.query(
        "INSERT INTO priced (number, month, category, messages) VALUES (?, ?, ?, 1)"
        " ON CONFLICT DO UPDATE SET messages = messages + 1")
      .bind(1, number)
      .bind(2, month)
      .bind(3, category)
      .run();
}

std::map<std::string, std::int64_t> delivered_in(const Access& db, const std::string& month) {
  auto query = db.query(
      "SELECT p.category, sum(p.messages) FROM number n CROSS JOIN priced p ON p.number = n.id"
      " AND p.month = ? GROUP BY p.category");
  query.bind(1, month);
  std::map<std::string, std::int64_t> counts;
  while (query.step()) counts[query.string(0)] = query.integer(1);
  return counts;
}

bool may_alarm(const Access& db, const std::string& cause, TimePoint real_now) {
  auto query = db.query("SELECT told_at FROM alarm WHERE cause = ?");
  query.bind(1, cause);
  return !query.step() || query.time(0) + alarm_rest <= real_now;
}

bool begin_alarm(Writer& db, const std::string& cause) {
  if (!may_alarm(db, cause, db.recorded_at())) return false;
  db.query("INSERT INTO alarm (cause, told_at) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET told_at = ?2")
      .bind(1, cause)
      .bind(2, db.recorded_at())
      .run();
  return true;
}

void end_alarm(db::Writer& db, const std::string& cause) {
  db.query("DELETE FROM alarm WHERE cause = ?").bind(1, cause).run();
}

std::vector<std::string> list_alarms(const db::Access& db) {
  auto query = db.query("SELECT cause FROM alarm");
  std::vector<std::string> causes;
  while (query.step()) causes.push_back(query.string(0));
  return causes;
}

}  // namespace urp::store
