#include "store/channel_events.hpp"

#include "domain/recent.hpp"

namespace urp::store {
namespace {

constexpr std::chrono::hours alarm_rest{24};

ChannelEvent read_event(db::Row& row) {
  ChannelEvent event;
  row >> event.at >> event.field >> event.event >> event.subject >> event.text;
  return event;
}

}  // namespace

void add_channel_event(Writer& db, const ChannelNotice& notice, JournalId journal, TimePoint at) {
  if (notice.settles) {
    db.run(R"(
      UPDATE channel_event
      SET settled_at = ?
      WHERE field = ? AND subject = ? AND alert = 1 AND settled_at IS NULL)",
           at, notice.field, notice.subject);
  }
  db.run(R"(
    INSERT INTO channel_event (journal, at, field, event, subject, text, alert)
    VALUES (?, ?, ?, ?, ?, ?, ?))",
         journal, at, notice.field, notice.event, notice.subject, notice.text, notice.alert);
  db.record("channel_event", std::nullopt, std::nullopt, {{notice.field, std::nullopt, notice.event}});
}

std::vector<ChannelEvent> list_alerts(const Access& db, TimePoint since, int limit) {
  return db.all<ChannelEvent>(R"(
    SELECT
      at,
      field,
      event,
      subject,
      text
    FROM channel_event
    WHERE alert = 1 AND settled_at IS NULL AND at >= ?
    ORDER BY at DESC, id DESC
    LIMIT ?)",
                              read_event, since, limit);
}

std::optional<std::int64_t> daily_limit(const Access& db, std::int64_t number) {
  using Limit = std::optional<std::int64_t>;
  return db.first<Limit>("SELECT daily_limit FROM channel WHERE number = ?", number).value_or(Limit());
}

void set_daily_limit(Writer& db, std::int64_t number, std::int64_t limit) {
  db.run(
      "INSERT INTO channel (number, daily_limit) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET daily_limit = ?2",
      number, limit);
}

void count_delivered(Writer& db, std::int64_t number, const std::string& wamid, const std::string& month) {
  const auto category = db.first<std::string>(R"(
    SELECT max(category)
    FROM delivery
    WHERE number = ? AND wamid = ?
    HAVING max(counted) = 0
      AND max(status IN ('delivered', 'read', 'played')) = 1
      AND max(category) IS NOT NULL)",
                                              number, wamid);
  if (!category) return;
  db.run("UPDATE delivery SET counted = 1 WHERE number = ? AND wamid = ?", number, wamid);
  db.run(R"(
    INSERT INTO priced (number, month, category, messages)
    VALUES (?, ?, ?, 1)
    ON CONFLICT DO UPDATE SET messages = messages + 1)",
         number, month, *category);
}

std::map<std::string, std::int64_t> delivered_in(const Access& db, const std::string& month) {
  std::map<std::string, std::int64_t> counts;
  db.each(
      R"(
      SELECT
        p.category,
        sum(p.messages)
      FROM number n
      CROSS JOIN priced p ON p.number = n.id AND p.month = ?
      GROUP BY p.category)",
      [&](db::Row& row) {
        const auto category = row.next<std::string>();
        row >> counts[category];
      },
      month);
  return counts;
}

bool may_alarm(const Access& db, const std::string& cause, TimePoint real_now) {
  const auto told_at = db.first<TimePoint>("SELECT told_at FROM alarm WHERE cause = ?", cause);
  return !told_at || !is_recent(*told_at, real_now, alarm_rest);
}

bool begin_alarm(Writer& db, const std::string& cause) {
  if (!may_alarm(db, cause, db.recorded_at())) return false;
  db.run("INSERT INTO alarm (cause, told_at) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET told_at = ?2", cause,
         db.recorded_at());
  return true;
}

void end_alarm(db::Writer& db, const std::string& cause) {
  db.run("DELETE FROM alarm WHERE cause = ?", cause);
}

std::vector<std::string> list_alarms(const db::Access& db) {
  return db.all<std::string>("SELECT cause FROM alarm");
}

}  // namespace urp::store
