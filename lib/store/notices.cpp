#include "store/notices.hpp"

#include "domain/say.hpp"
#include "domain/window.hpp"
#include "store/outgoing_content.hpp"

namespace urp::store {
namespace {

#define NOTICE_COLUMNS                                                                                  \
  "SELECT n.id, n.name, n.topic, n.urgent, n.number, n.state, n.text, n.template, n.template_language," \
  " n.listed, n.file_sha256, n.file_name, n.file_kind, n.file_mime_type, n.file_size, n.expires_at, "   \
  "n.due_at,"                                                                                           \
  " n.created_at, n.created_by, n.scheduled_at, n.scheduled_by, n.approval_needed, n.approved_at,"      \
  " n.approved_by, n.started_at, n.ended_at, n.paused_at, n.paused_by, n.reason, n.code, n.revision"    \
  " FROM notice n"

Notice notice_row(const Query& row) {
  Notice notice;
  notice.id = row.integer(0);
  notice.name = row.string(1);
  notice.topic = row.string(2);
  notice.urgent = row.integer(3) != 0;
  notice.number = row.integer(4);
  notice.state = notice_state(row.text(5)).value_or(NoticeState::paused);
  notice.text = row.maybe_string(6);
  notice.template_name = row.maybe_string(7);
  notice.template_language = row.maybe_string(8);
  notice.listed = row.integer(9) != 0;
  if (!row.is_null(10))
    notice.file = NoticeFile{row.string(11), row.string(12), row.string(13), row.integer(14), row.string(10)};
  notice.expires_at = row.maybe_time(15);
  notice.due_at = row.maybe_time(16);
  notice.created_at = row.time(17);
  notice.created_by = row.string(18);
  notice.scheduled_at = row.maybe_time(19);
  notice.scheduled_by = row.maybe_string(20);
  notice.approval_needed = row.integer(21) != 0;
  notice.approved_at = row.maybe_time(22);
  notice.approved_by = row.maybe_string(23);
  notice.started_at = row.maybe_time(24);
  notice.ended_at = row.maybe_time(25);
  notice.paused_at = row.maybe_time(26);
  notice.paused_by = row.maybe_string(27);
  notice.reason = row.maybe_string(28);
  notice.code = row.maybe_integer(29);
  notice.revision = row.integer(30);
  return notice;
}

std::vector<Notice> notice_rows(Query query) {
  std::vector<Notice> notices;
  while (query.step()) notices.push_back(notice_row(query));
  return notices;
}

// What keeps somebody out, the gravest first; `c` is the contact, ?2 the business number.
#define EXCLUDED                                                                                           \
  "CASE WHEN c.blocked = 1 THEN 'blocked'"                                                                 \
  " WHEN EXISTS (SELECT 1 FROM opt_out o WHERE o.contact = c.id AND o.number = ?2) THEN 'opted_out'"       \
  " WHEN NOT EXISTS (SELECT 1 FROM identity i WHERE i.contact = c.id AND i.valid_to IS NULL AND i.kind IN" \
  " ('phone', 'user_id')) THEN 'no_address' END"
// Subscribers of topic ?3 with what keeps them out; the people of a file (notice ?1) who did not subscribe.
#define SUBSCRIBERS                   \
  "SELECT c.id AS contact, " EXCLUDED \
  " AS why FROM subscription s JOIN contact c ON c.id = s.contact WHERE s.topic = ?3 AND s.ended_at IS NULL"
#define LISTED_PEOPLE                                                                                  \
  "SELECT c.id AS contact, CASE WHEN NOT EXISTS (SELECT 1 FROM subscription s WHERE s.topic = ?3 AND " \
  "s.contact"                                                                                          \
  " = c.id AND s.ended_at IS NULL) THEN 'not_subscribed' ELSE " EXCLUDED                               \
  " END AS why FROM notice_recipient r JOIN contact c ON c.id = r.contact WHERE r.notice = ?1"

NoticeTally tally_row(const Query& row) {
  return {recipient_status(row.text(0)).value_or(RecipientStatus::pending), row.string(1), row.integer(2),
          row.integer(3)};
}

std::vector<NoticeTally> tally_rows(Query query) {
  std::vector<NoticeTally> tallies;
  while (query.step()) tallies.push_back(tally_row(query));
  return tallies;
}

RecipientStatus status_of(Delivery delivery) {
  switch (delivery) {
    case Delivery::queued:
    case Delivery::parked:
      return RecipientStatus::pending;
    case Delivery::sending:
      return RecipientStatus::sending;
    case Delivery::sent:
      return RecipientStatus::sent;
    case Delivery::delivered:
      return RecipientStatus::delivered;
    case Delivery::read:
      return RecipientStatus::read;
    case Delivery::failed:
      return RecipientStatus::failed;
    case Delivery::uncertain:
      return RecipientStatus::uncertain;
    case Delivery::cancelled:
      return RecipientStatus::cancelled;
  }
  return RecipientStatus::pending;
}

std::vector<MessageId> message_ids(Query query) {
  std::vector<MessageId> ids;
  while (query.step()) ids.push_back({query.integer(0)});
  return ids;
}

/// Without writing.
std::vector<NoticeTally> tally_audience(const Access& db, const Notice& notice) {
  auto query =
      notice.listed
          ? db.query(
                "SELECT CASE WHEN why IS NULL THEN 'pending' ELSE 'skipped' END, ifnull(why, ''), 0, count(*)"
                " FROM (" LISTED_PEOPLE ") GROUP BY why ORDER BY count(*) DESC")
          : db.query(
                "SELECT CASE WHEN why IS NULL THEN 'pending' ELSE 'skipped' END, ifnull(why, ''), 0, count(*)"
                " FROM (" SUBSCRIBERS ") GROUP BY why ORDER BY count(*) DESC");
  query.bind(2, notice.number).bind(3, notice.topic);
  if (notice.listed) query.bind(1, notice.id);
  return tally_rows(std::move(query));
}

/// Those that wait for another try.
std::vector<MessageId> list_waiting_messages(const Access& db, std::int64_t notice) {
  auto query = db.query(
      "SELECT message FROM notice_recipient WHERE notice = ? AND status = 'pending' AND message IS NOT NULL");
  query.bind(1, notice);
  return message_ids(std::move(query));
}

}  // namespace

std::optional<Notice> find_notice(const Access& db, const std::string& name) {
  auto query = db.query(NOTICE_COLUMNS " WHERE n.name = ?");
  query.bind(1, name);
  if (!query.step()) return std::nullopt;
  return notice_row(query);
}

Notice get_notice(const Access& db, const std::string& name) {
  if (auto notice = find_notice(db, name)) return std::move(*notice);
  throw Error(Fault::not_found, say(_("there is no notice \"{0}\""), name), _("see: urp notice list --all"));
}

Notice get_notice(const Access& db, std::int64_t id) {
  auto query = db.query(NOTICE_COLUMNS " WHERE n.id = ?");
  query.bind(1, id);
  if (!query.step()) throw Error(Fault::failed, say(_("notice {0} is missing in the database"), id));
  return notice_row(query);
}

std::vector<Notice> list_notices(const Access& db, bool all, int limit) {
  auto query = all ? db.query(NOTICE_COLUMNS " ORDER BY n.id DESC LIMIT ?1")
                   : db.query(NOTICE_COLUMNS
                              " WHERE n.state NOT IN ('done', 'cancelled') ORDER BY n.id DESC LIMIT ?1");
  query.bind(1, limit == 0 ? -1 : limit);
  return notice_rows(std::move(query));
}

std::int64_t add_notice(Writer& db, const Notice& notice) {
  const auto file = [&notice](const std::string NoticeFile::*member) {
    return notice.file ? std::optional((*notice.file).*member) : std::nullopt;
  };
  const auto sha256 = file(&NoticeFile::sha256), name = file(&NoticeFile::name),
             kind = file(&NoticeFile::kind), mime_type = file(&NoticeFile::mime_type);
  db.query(
        "INSERT INTO notice (name, topic, urgent, number, state, text, template, template_language, listed,"
        " file_sha256, file_name, file_kind, file_mime_type, file_size, expires_at, created_at, created_by, "
        "revision)"
        " VALUES (?, ?, ?, ?, 'draft', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(1, notice.name)
      .bind(2, notice.topic)
      .bind(3, notice.urgent)
      .bind(4, notice.number)
      .bind(5, notice.text)
      .bind(6, notice.template_name)
      .bind(7, notice.template_language)
      .bind(8, notice.listed)
      .bind(9, sha256)
      .bind(10, name)
      .bind(11, kind)
      .bind(12, mime_type)
      .bind(13, notice.file ? std::optional(notice.file->size) : std::nullopt)
      .bind(14, notice.expires_at)
      .bind(15, notice.created_at)
      .bind(16, notice.created_by)
      .bind(17, db.next_event())
      .run();
  return db.last_insert_id();
}

void remove_draft(Writer& db, std::int64_t notice) {
  db.query("DELETE FROM notice_parameter WHERE notice = ?").bind(1, notice).run();
  db.query("DELETE FROM notice_recipient WHERE notice = ?").bind(1, notice).run();
  db.query("DELETE FROM notice WHERE id = ? AND state = 'draft'").bind(1, notice).run();
}

void set_value(Writer& db, std::int64_t notice, ContactId contact, const std::string& key,
               const std::string& value) {
  db.query("INSERT INTO notice_parameter (notice, contact, key, value) VALUES (?, ?, ?, ?)")
      .bind(1, notice)
      .bind(2, contact)
      .bind(3, key)
      .bind(4, value)
      .run();
}

TemplateValues get_values(const Access& db, std::int64_t notice, ContactId contact) {
  auto query = db.query(
      "SELECT key, value FROM notice_parameter WHERE notice = ?1 AND contact IN (0, ?2) ORDER BY contact, "
      "key");
  query.bind(1, notice).bind(2, contact);
  TemplateValues values;
  while (query.step()) values.emplace_back(query.string(0), query.string(1));
  return values;
}

std::optional<ContactId> first_person(const Access& db, std::int64_t notice) {
  auto query = db.query("SELECT contact FROM notice_recipient WHERE notice = ? ORDER BY contact LIMIT 1");
  query.bind(1, notice);
  if (!query.step()) return std::nullopt;
  return ContactId{query.integer(0)};
}

bool add_person(Writer& db, std::int64_t notice, ContactId contact, TimePoint at) {
  auto insert = db.query(
      "INSERT INTO notice_recipient (notice, contact, status, at) VALUES (?, ?, 'pending', ?) ON CONFLICT DO "
      "NOTHING");
  insert.bind(1, notice).bind(2, contact).bind(3, at).run();
  return insert.changes() > 0;
}

void freeze_audience(Writer& db, const Notice& notice, TimePoint at) {
  if (!notice.listed) db.query("DELETE FROM notice_recipient WHERE notice = ?").bind(1, notice.id).run();
  auto freeze =
      notice.listed
          ? db.query(
                "UPDATE notice_recipient SET status = CASE WHEN a.why IS NULL THEN 'pending' ELSE 'skipped' "
                "END,"
                " reason = a.why, at = ?4 FROM (" LISTED_PEOPLE
                ") a WHERE notice_recipient.notice = ?1 AND notice_recipient.contact = a.contact")
          : db.query(
                "INSERT INTO notice_recipient (notice, contact, status, reason, at) SELECT ?1, a.contact,"
                " CASE WHEN a.why IS NULL THEN 'pending' ELSE 'skipped' END, a.why, ?4 FROM (" SUBSCRIBERS
                ") a ORDER BY a.contact");
  freeze.bind(1, notice.id).bind(2, notice.number).bind(3, notice.topic).bind(4, at).run();
}

std::vector<NoticeTally> tally(const Access& db, const Notice& notice) {
  if (notice.state == NoticeState::draft) return tally_audience(db, notice);
  auto query = db.query(
      "SELECT status, ifnull(reason, ''), ifnull(code, 0), count(*) FROM notice_recipient WHERE notice = ?"
      " GROUP BY status, reason, code ORDER BY count(*) DESC");
  query.bind(1, notice.id);
  return tally_rows(std::move(query));
}

std::int64_t count_open_windows(const Access& db, const Notice& notice, TimePoint now) {
  // The people of the last 24 hours lead: they are few, however long the notice is.
  auto query =
      notice.state == NoticeState::draft && !notice.listed
          ? db.query("SELECT count(*) FROM service_window w CROSS JOIN (" SUBSCRIBERS
                     ") a ON a.contact = w.contact WHERE w.last_inbound_at > ?4 AND w.closed_at IS NULL AND "
                     "w.number ="
                     " ?2 AND a.why IS NULL")
          : db.query(
                "SELECT count(*) FROM service_window w CROSS JOIN notice_recipient r ON r.notice = ?1 AND"
                " r.contact = w.contact WHERE w.last_inbound_at > ?4 AND w.closed_at IS NULL AND w.number = "
                "?2"
                " AND r.status = 'pending'");
  query.bind(2, notice.number).bind(4, now - window_length);
  if (notice.state == NoticeState::draft && !notice.listed) {
    query.bind(3, notice.topic);
  } else {
    query.bind(1, notice.id);
  }
  query.step();
  return query.integer(0);
}

void update_notice(Writer& db, const Notice& notice) {
  db.query(
        "UPDATE notice SET state = ?2, expires_at = ?3, due_at = ?4, scheduled_at = ?5, scheduled_by = ?6,"
        " approval_needed = ?7, approved_at = ?8, approved_by = ?9, started_at = ?10, ended_at = ?11, "
        "paused_at "
        "= ?12,"
        " paused_by = ?13, reason = ?14, code = ?15, revision = ?16 WHERE id = ?1")
      .bind(1, notice.id)
      .bind(2, to_name(notice.state))
      .bind(3, notice.expires_at)
      .bind(4, notice.due_at)
      .bind(5, notice.scheduled_at)
      .bind(6, notice.scheduled_by)
      .bind(7, notice.approval_needed)
      .bind(8, notice.approved_at)
      .bind(9, notice.approved_by)
      .bind(10, notice.started_at)
      .bind(11, notice.ended_at)
      .bind(12, notice.paused_at)
      .bind(13, notice.paused_by)
      .bind(14, notice.reason)
      .bind(15, notice.code)
      .bind(16, db.next_event())
      .run();
}

std::int64_t end_unsent(Writer& db, std::int64_t notice, RecipientStatus to, TimePoint at) {
  for (const auto message : list_waiting_messages(db, notice)) apply(db, message, DeliveryEvent::cancel);
  auto update = db.query(
      "UPDATE notice_recipient SET status = ?2, at = ?3 WHERE notice = ?1 AND status IN ('pending', "
      "'cancelled')");
  update.bind(1, notice).bind(2, to_name(to)).bind(3, at).run();
  return update.changes();
}

void skip_closed_windows(Writer& db, const Notice& notice, TimePoint now) {
  db.query(
        "UPDATE notice_recipient SET status = 'skipped', reason = 'window_closed', at = ?3 WHERE notice = ?1 "
        "AND"
        " status = 'pending' AND NOT EXISTS (SELECT 1 FROM service_window w WHERE w.contact = "
        "notice_recipient.contact AND w.number = ?2 AND w.last_inbound_at > ?4 AND w.closed_at IS NULL)")
      .bind(1, notice.id)
      .bind(2, notice.number)
      .bind(3, now)
      .bind(4, now - window_length)
      .run();
}

std::vector<MessageId> list_failed_messages(const Access& db, std::int64_t notice) {
  auto query = db.query(
      "SELECT message FROM notice_recipient WHERE notice = ? AND status = 'failed' AND message IS NOT NULL");
  query.bind(1, notice);
  return message_ids(std::move(query));
}

std::vector<Notice> list_alive(const Access& db) {
  return notice_rows(
      db.query(NOTICE_COLUMNS
               " WHERE n.state NOT IN ('done', 'cancelled') AND n.state IN ('scheduled', 'running')"
               " ORDER BY n.urgent DESC, n.due_at, n.id"));
}

std::vector<Notice> list_unfinished_notices(const Access& db) {
  return notice_rows(db.query(NOTICE_COLUMNS
                              " WHERE n.state NOT IN ('done', 'cancelled') AND n.state <> 'draft'"
                              " ORDER BY n.urgent DESC, n.due_at, n.id"));
}

bool has_unfinished(const Access& db, std::int64_t notice) {
  auto query = db.query(
      "SELECT EXISTS (SELECT 1 FROM notice_recipient WHERE notice = ?1 AND status = 'pending') OR EXISTS "
      "(SELECT 1 "
      "FROM notice_recipient WHERE notice = ?1 AND status = 'sending')");
  query.bind(1, notice);
  query.step();
  return query.integer(0) != 0;
}

std::vector<ContactId> list_next(const Access& db, const NextRequest& request) {
  // What list_due asks of a message: the number sends and does not rest, nor does the person.
#define FREE_PEOPLE                                                                                  \
  " AND r.status = 'pending' AND r.message IS NULL"                                                  \
  " AND NOT EXISTS (SELECT 1 FROM channel c WHERE c.number = ?2 AND (c.stopped_since IS NOT NULL OR" \
  " c.hold_until > ?3))"                                                                             \
  " AND NOT EXISTS (SELECT 1 FROM message e WHERE e.contact = r.contact AND e.status IN ('queued', " \
  "'sending'))"                                                                                      \
  " AND NOT EXISTS (SELECT 1 FROM person_hold p WHERE p.contact = r.contact AND p.until > ?3)"       \
  " AND (SELECT count(*) FROM attempt a WHERE a.contact = r.contact AND a.claimed_at >= ?4) < ?5 LIMIT ?6"
  auto query =
      request.open_only
          ? db.query(
                "SELECT r.contact FROM service_window w CROSS JOIN notice_recipient r ON r.notice = ?1 AND"
                " r.contact = w.contact WHERE w.last_inbound_at > ?7 AND w.closed_at IS NULL AND w.number = "
                "?2" FREE_PEOPLE)
          : db.query("SELECT r.contact FROM notice_recipient r WHERE r.notice = ?1" FREE_PEOPLE);
#undef FREE_PEOPLE
  query.bind(1, request.notice)
      .bind(2, request.number)
      .bind(3, request.real_now)
      .bind(4, request.real_now - request.person_span)
      .bind(5, request.person_burst)
      .bind(6, request.limit);
  if (request.open_only) query.bind(7, request.now - window_length);
  std::vector<ContactId> people;
  while (query.step()) people.push_back({query.integer(0)});
  return people;
}

std::optional<OutgoingFile> notice_file(const Notice& notice) {
  if (!notice.file) return std::nullopt;
  Attachment attachment;
  attachment.kind = notice.file->kind;
  attachment.mime_type = notice.file->mime_type;
  attachment.file_name = notice.file->name;
  attachment.size = notice.file->size;
  return OutgoingFile{attachment, notice.file->sha256};
}

NewOutgoing notice_text(const Notice& notice) {
  NewOutgoing message;
  message.text = notice.text.value_or("");
  message.file = notice_file(notice);
  if (message.file) message.type = message.file->attachment.kind;
  return message;
}

NewOutgoing notice_template(const Access& db, const Notice& notice, const Template& form, ContactId contact) {
  const bool has_file = form.header_format && form.header_format != "TEXT";
  return template_message(form, get_values(db, notice.id, contact),
                          has_file ? notice_file(notice) : std::nullopt);
}

std::optional<std::string> reason_against(const Access& db, const Notice& notice, ContactId contact) {
  auto query = db.query(
      "SELECT CASE WHEN NOT EXISTS (SELECT 1 FROM subscription s WHERE s.topic = ?3 AND s.contact = c.id AND"
      " s.ended_at IS NULL) THEN 'unsubscribed' ELSE " EXCLUDED " END FROM contact c WHERE c.id = ?1");
  query.bind(1, contact).bind(2, notice.number).bind(3, notice.topic);
  if (!query.step()) return "no_address";
  return query.maybe_string(0);
}

void skip_person(Writer& db, std::int64_t notice, ContactId contact, const std::string& reason,
                 TimePoint at) {
  db.query(
        "UPDATE notice_recipient SET status = 'skipped', reason = ?3, code = NULL, at = ?4 WHERE notice = ?1 "
        "AND "
        "contact = ?2")
      .bind(1, notice)
      .bind(2, contact)
      .bind(3, reason)
      .bind(4, at)
      .run();
}

void set_message(Writer& db, std::int64_t notice, ContactId contact, MessageId message) {
  db.query("UPDATE notice_recipient SET message = ?3 WHERE notice = ?1 AND contact = ?2")
      .bind(1, notice)
      .bind(2, contact)
      .bind(3, message)
      .run();
}

bool stop_notice(Writer& db, std::int64_t id, const std::string& reason, std::int64_t code) {
  Notice notice = get_notice(db, id);
  if (notice.state != NoticeState::running) return false;
  notice.state = NoticeState::paused;
  notice.paused_at = db.now();
  notice.paused_by.reset();
  notice.reason = reason;
  notice.code = code == 0 ? std::nullopt : std::optional(code);
  update_notice(db, notice);
  db.record("notice_stop", std::nullopt, std::nullopt,
            {{"notice", std::nullopt, notice.name},
             {"reason", std::nullopt, reason},
             {"code", std::nullopt, std::to_string(code)}});
  return true;
}

void follow_delivery(Writer& db, std::int64_t notice, ContactId contact, Delivery delivery,
                     const std::optional<MessageError>& error, TimePoint at) {
  const auto text = error && !error->message.empty() ? std::optional(error->message) : std::nullopt;
  const auto code = error && error->code != 0 ? std::optional(error->code) : std::nullopt;
  db.query(
        "UPDATE notice_recipient SET status = ?3, reason = CASE WHEN ?3 = 'failed' THEN ifnull(?4, reason) "
        "END,"
        " code = CASE WHEN ?3 = 'failed' THEN ifnull(?5, code) END, at = ?6 WHERE notice = ?1 AND contact = "
        "?2")
      .bind(1, notice)
      .bind(2, contact)
      .bind(3, to_name(status_of(delivery)))
      .bind(4, text)
      .bind(5, code)
      .bind(6, at)
      .run();
}

bool waits_shortly(const Access& db, TimePoint real_now, std::chrono::seconds span) {
  auto query = db.query(
      "SELECT EXISTS (SELECT 1 FROM channel WHERE hold_until > ?1 AND hold_until <= ?2) OR EXISTS (SELECT 1 "
      "FROM "
      "message m JOIN outbox o ON o.message = m.id WHERE m.status = 'queued' AND m.status IN ('queued', "
      "'parked', "
      "'sending', 'failed', 'uncertain') AND m.notice IS NOT NULL AND o.not_before > ?1 AND o.not_before <= "
      "?2)");
  query.bind(1, real_now).bind(2, real_now + span);
  query.step();
  return query.integer(0) != 0;
}

std::int64_t count_opened(const Access& db, TimePoint real_since) {
  auto query = db.query("SELECT count(DISTINCT contact) FROM attempt WHERE claimed_at > ? AND opens = 1");
  query.bind(1, real_since);
  query.step();
  return query.integer(0);
}

namespace {

/// What the results are asked for, as SQL; ?1 is the notice.
std::string results_where(std::optional<std::int64_t> notice, const NoticeResultFilter& filter) {
  std::string where = notice ? " WHERE r.notice = ?1" : " WHERE ?1 IS NULL";
  std::string statuses;
  for (const auto status : filter.statuses)
    statuses += (statuses.empty() ? "'" : ", '") + std::string(to_name(status)) + "'";
  if (!statuses.empty()) where += " AND r.status IN (" + statuses + ")";
  const auto time = [](TimePoint at) { return std::to_string(at.time_since_epoch().count()); };
  if (filter.since) where += " AND r.at >= " + time(*filter.since);
  if (filter.until) where += " AND r.at < " + time(*filter.until);
  return where;
}

}  // namespace

std::int64_t count_results(const Access& db, std::optional<std::int64_t> notice,
                           const NoticeResultFilter& filter) {
  auto query = db.query_once("SELECT count(*) FROM notice_recipient r" + results_where(notice, filter));
  query.bind(1, notice);
  query.step();
  return query.integer(0);
}

void walk_results(const Access& db, std::optional<std::int64_t> notice, const NoticeResultFilter& filter,
                  const std::function<void(const NoticeResult&)>& take) {
  auto query = db.query_once(
      "SELECT n.name, r.contact, (SELECT value FROM identity i WHERE i.contact = r.contact AND i.kind = "
      "'phone' AND"
      " i.valid_to IS NULL ORDER BY i.valid_from DESC, i.id DESC LIMIT 1), r.status, r.reason, r.code, r.at"
      " FROM notice_recipient r JOIN notice n ON n.id = r.notice" +
      results_where(notice, filter) + " ORDER BY r.notice, r.contact" +
      (filter.limit > 0 ? " LIMIT " + std::to_string(filter.limit) : std::string()));
  query.bind(1, notice);
  while (query.step()) {
    NoticeResult result;
    result.notice = query.string(0);
    result.contact = {query.integer(1)};
    if (!query.is_null(2)) result.phone = "+" + query.string(2);
    result.status = recipient_status(query.text(3)).value_or(RecipientStatus::pending);
    result.reason = query.maybe_string(4);
    result.code = query.maybe_integer(5);
    result.at = query.time(6);
    take(result);
  }
}

bool was_opened(const Access& db, ContactId contact, TimePoint real_since) {
  auto query = db.query("SELECT 1 FROM attempt WHERE contact = ? AND claimed_at > ? AND opens = 1 LIMIT 1");
  query.bind(1, contact).bind(2, real_since);
  return query.step();
}

std::optional<std::string> notice_of(const Access& db, MessageId message) {
  auto query = db.query("SELECT n.name FROM message m JOIN notice n ON n.id = m.notice WHERE m.id = ?");
  query.bind(1, message);
  if (!query.step()) return std::nullopt;
  return query.string(0);
}

}  // namespace urp::store
