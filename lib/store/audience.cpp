#include "store/audience.hpp"

#include "store/windows.hpp"

namespace urp::store {
namespace {

// What keeps somebody out, the gravest first; `c` is the contact, ?2 the business number. The switch in
// WhatsApp stops marketing alone: ?5 says whether the notice is that.
constexpr db::Piece excluded = R"(
        CASE
          WHEN c.blocked = 1 THEN 'blocked'
          WHEN ?5 AND EXISTS (SELECT 1 FROM opt_out o WHERE o.contact = c.id AND o.number = ?2) THEN 'opted_out'
          WHEN NOT EXISTS (
            SELECT 1 FROM identity i
            WHERE i.contact = c.id AND i.valid_to IS NULL AND i.kind IN ('phone', 'user_id'))
          THEN 'no_address'
        END)";
constexpr db::Piece is_subscribed = R"(
        EXISTS (SELECT 1 FROM subscription s WHERE s.topic = ?3 AND s.contact = c.id AND s.ended_at IS NULL))";

// The subscribers of topic ?3, with what keeps them out.
constexpr auto subscribers = R"((
      SELECT c.id AS contact, )" +
                             excluded + R"( AS why
      FROM subscription s
      JOIN contact c ON c.id = s.contact
      WHERE s.topic = ?3 AND s.ended_at IS NULL))";
// The people of a file (notice ?1), with what keeps them out: that they did not subscribe, above all.
constexpr auto listed_people = R"((
      SELECT c.id AS contact, CASE WHEN NOT )" +
                               is_subscribed + R"( THEN 'not_subscribed' ELSE )" + excluded + R"( END AS why
      FROM notice_recipient r
      JOIN contact c ON c.id = r.contact
      WHERE r.notice = ?1))";
constexpr db::Piece status_of_why = "CASE WHEN why IS NULL THEN 'pending' ELSE 'skipped' END";

NoticeTally read_tally(db::Row& row) {
  NoticeTally tally;
  tally.status = recipient_status(row.next<std::string_view>()).value_or(RecipientStatus::pending);
  row >> tally.why >> tally.code >> tally.people;
  return tally;
}

/// What is not known of a template could be marketing.
bool is_marketing(const Access& db, const Notice& notice) {
  if (!notice.template_name) return false;
  const auto category = db.first<std::string>("SELECT category FROM template WHERE name = ? AND language = ?",
                                              *notice.template_name, notice.template_language);
  return !category || *category == "MARKETING";
}

/// Without writing.
std::vector<NoticeTally> tally_audience(const Access& db, const Notice& notice) {
  static constexpr auto select = "SELECT " + status_of_why + ", ifnull(why, ''), 0, count(*) FROM ";
  static constexpr db::Piece group = " GROUP BY why ORDER BY count(*) DESC";
  static constexpr auto of_listed = select + listed_people + group;
  static constexpr auto of_subscribers = select + subscribers + group;
  const auto ask = [&](db::Sql sql) {
    return db.all<NoticeTally>(sql, read_tally, notice.id, notice.number, notice.topic, 0,
                               is_marketing(db, notice));
  };
  return notice.listed ? ask(of_listed) : ask(of_subscribers);
}

/// Who has it already keeps that: it was sent before the database was put back from an older backup.
constexpr db::Piece has_it = "('sent', 'delivered', 'read', 'uncertain')";

void freeze_listed(Writer& db, const Notice& notice, TimePoint at) {
  static constexpr auto sql = R"(
    UPDATE notice_recipient
    SET status = )" + status_of_why +
                              R"(, reason = why, at = ?4
    FROM )" + listed_people + R"( a
    WHERE notice_recipient.notice = ?1
      AND notice_recipient.contact = a.contact
      AND notice_recipient.status NOT IN )" +
                              has_it;
  db.run(sql, notice.id, notice.number, notice.topic, at, is_marketing(db, notice));
}

void freeze_subscribers(Writer& db, const Notice& notice, TimePoint at) {
  static constexpr auto sql = R"(
    INSERT INTO notice_recipient (notice, contact, status, reason, at)
    SELECT ?1, contact, )" + status_of_why +
                              R"(, why, ?4
    FROM )" + subscribers + R"(
    ORDER BY contact
    ON CONFLICT DO NOTHING)";
  static constexpr auto clear = "DELETE FROM notice_recipient WHERE notice = ? AND status NOT IN " + has_it;
  db.run(clear, notice.id);
  db.run(sql, notice.id, notice.number, notice.topic, at, is_marketing(db, notice));
}

}  // namespace

void freeze_audience(Writer& db, const Notice& notice, TimePoint at) {
  notice.listed ? freeze_listed(db, notice, at) : freeze_subscribers(db, notice, at);
}

std::vector<NoticeTally> tally(const Access& db, const Notice& notice) {
  if (notice.state == NoticeState::draft) return tally_audience(db, notice);
  return db.all<NoticeTally>(R"(
    SELECT status, ifnull(reason, ''), ifnull(code, 0), count(*)
    FROM notice_recipient
    WHERE notice = ?
    GROUP BY status, reason, code
    ORDER BY count(*) DESC)",
                             read_tally, notice.id);
}

std::int64_t count_open_windows(const Access& db, const Notice& notice, TimePoint now) {
  // The people of the last 24 hours lead: they are few, however long the notice is.
  static constexpr auto of_subscribers = R"(
    SELECT count(*)
    FROM service_window w
    CROSS JOIN )" + subscribers + R"( a ON a.contact = w.contact
    WHERE w.number = ?2 AND a.why IS NULL AND )" +
                                         is_open("w", "?4");
  static constexpr auto of_recipients = R"(
    SELECT count(*)
    FROM service_window w
    CROSS JOIN notice_recipient r ON r.notice = ?1 AND r.contact = w.contact
    WHERE w.number = ?2 AND r.status = 'pending' AND )" +
                                        is_open("w", "?3");
  if (notice.state == NoticeState::draft && !notice.listed) {
    return db.value<std::int64_t>(of_subscribers, notice.id, notice.number, notice.topic, opened_after(now),
                                  is_marketing(db, notice));
  }
  return db.value<std::int64_t>(of_recipients, notice.id, notice.number, opened_after(now));
}

void skip_closed_windows(Writer& db, const Notice& notice, TimePoint now) {
  static constexpr auto sql = R"(
    UPDATE notice_recipient
    SET status = 'skipped', reason = 'window_closed', at = ?3
    WHERE notice = ?1
      AND status = 'pending'
      AND NOT EXISTS (
        SELECT 1 FROM service_window w
        WHERE w.contact = notice_recipient.contact AND w.number = ?2 AND )" +
                              is_open("w", "?4") + ")";
  db.run(sql, notice.id, notice.number, now, opened_after(now));
}

std::optional<std::string> reason_against(const Access& db, const Notice& notice, ContactId contact) {
  static constexpr auto sql = R"(
    SELECT CASE WHEN NOT )" + is_subscribed +
                              R"( THEN 'unsubscribed' ELSE )" + excluded + R"( END
    FROM contact c
    WHERE c.id = ?1)";
  using Reason = std::optional<std::string>;
  return db.first<Reason>(sql, contact, notice.number, notice.topic, 0, is_marketing(db, notice))
      .value_or("no_address");
}

}  // namespace urp::store
