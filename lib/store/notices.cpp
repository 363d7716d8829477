#include "store/notices.hpp"

#include "domain/say.hpp"

namespace urp::store {
namespace {

constexpr db::Piece select_notice = R"(
    SELECT
      n.id,
      n.name,
      n.topic,
      n.urgent,
      n.number,
      n.state,
      n.text,
      n.template,
      n.template_language,
      n.listed,
      n.file_name,
      n.file_kind,
      n.file_mime_type,
      n.file_size,
      n.file_sha256,
      n.expires_at,
      n.due_at,
      n.created_at,
      n.created_by,
      n.scheduled_at,
      n.scheduled_by,
      n.approval_needed,
      n.approved_at,
      n.approved_by,
      n.started_at,
      n.ended_at,
      n.paused_at,
      n.paused_by,
      n.reason,
      n.code,
      n.revision
    FROM notice n
    )";

std::optional<NoticeFile> read_file(db::Row& row) {
  if (row.next_is_null()) {
    row.skip(5);
    return std::nullopt;
  }
  NoticeFile file;
  row >> file.name >> file.kind >> file.mime_type >> file.size >> file.sha256;
  return file;
}

Notice read_notice(db::Row& row) {
  Notice notice;
  row >> notice.id >> notice.name >> notice.topic >> notice.urgent >> notice.number;
  notice.state = notice_state(row.next<std::string_view>()).value_or(NoticeState::paused);
  row >> notice.text >> notice.template_name >> notice.template_language >> notice.listed;
  notice.file = read_file(row);
  row >> notice.expires_at >> notice.due_at >> notice.created_at >> notice.created_by;
  row >> notice.scheduled_at >> notice.scheduled_by;
  row >> notice.approval_needed >> notice.approved_at >> notice.approved_by;
  row >> notice.started_at >> notice.ended_at >> notice.paused_at >> notice.paused_by;
  row >> notice.reason >> notice.code >> notice.revision;
  return notice;
}

}  // namespace

std::optional<Notice> find_notice(const Access& db, const std::string& name) {
  static constexpr auto sql = select_notice + "WHERE n.name = ?";
  return db.first<Notice>(sql, read_notice, name);
}

Notice get_notice(const Access& db, const std::string& name) {
  if (auto notice = find_notice(db, name)) return std::move(*notice);
  throw Error(Fault::not_found, say(_("there is no notice \"{0}\""), name), _("see: urp notice list --all"));
}

Notice get_notice(const Access& db, std::int64_t id) {
  static constexpr auto sql = select_notice + "WHERE n.id = ?";
  if (auto notice = db.first<Notice>(sql, read_notice, id)) return std::move(*notice);
  throw Error(Fault::failed, say(_("notice {0} is missing in the database"), id));
}

std::vector<Notice> list_notices(const Access& db, bool all, int limit) {
  static constexpr auto every = select_notice + "ORDER BY n.id DESC LIMIT ?";
  static constexpr auto unfinished = select_notice + R"(
    WHERE n.state NOT IN ('done', 'cancelled')
    ORDER BY n.id DESC
    LIMIT ?)";
  const int most = limit == 0 ? -1 : limit;
  return all ? db.all<Notice>(every, read_notice, most) : db.all<Notice>(unfinished, read_notice, most);
}

std::vector<Notice> list_alive(const Access& db) {
  static constexpr auto sql = select_notice + R"(
    WHERE n.state NOT IN ('done', 'cancelled') AND n.state IN ('scheduled', 'running')
    ORDER BY n.urgent DESC, n.due_at, n.id)";
  return db.all<Notice>(sql, read_notice);
}

std::vector<Notice> list_unfinished_notices(const Access& db) {
  static constexpr auto sql = select_notice + R"(
    WHERE n.state NOT IN ('done', 'cancelled') AND n.state <> 'draft'
    ORDER BY n.urgent DESC, n.due_at, n.id)";
  return db.all<Notice>(sql, read_notice);
}

std::optional<std::string> notice_of(const Access& db, MessageId message) {
  return db.first<std::string>(R"(
    SELECT n.name
    FROM message m
    JOIN notice n ON n.id = m.notice
    WHERE m.id = ?)",
                               message);
}

std::int64_t add_notice(Writer& db, const Notice& notice) {
  const NoticeFile none;
  const NoticeFile& file = notice.file ? *notice.file : none;
  db.run(R"(
    INSERT INTO notice (
      name,
      topic,
      urgent,
      number,
      state,
      text,
      template,
      template_language,
      listed,
      file_name,
      file_kind,
      file_mime_type,
      file_size,
      file_sha256,
      expires_at,
      created_at,
      created_by,
      revision
    ) VALUES (?, ?, ?, ?, 'draft', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))",
         notice.name, notice.topic, notice.urgent, notice.number, notice.text, notice.template_name,
         notice.template_language, notice.listed, db::or_null(file.name), db::or_null(file.kind),
         db::or_null(file.mime_type), notice.file ? std::optional(file.size) : std::nullopt,
         db::or_null(file.sha256), notice.expires_at, notice.created_at, notice.created_by, db.next_event());
  return db.last_insert_id();
}

Notice move_notice(Writer& db, const Notice& before, const NoticeMove& move) {
  const Notice notice = after_move(before, move, {db.now(), db.actor().clerk});
  db.run(R"(
    UPDATE notice
    SET
      state = ?,
      expires_at = ?,
      due_at = ?,
      scheduled_at = ?,
      scheduled_by = ?,
      approval_needed = ?,
      approved_at = ?,
      approved_by = ?,
      started_at = ?,
      ended_at = ?,
      paused_at = ?,
      paused_by = ?,
      reason = ?,
      code = ?,
      revision = ?
    WHERE id = ?)",
         to_name(notice.state), notice.expires_at, notice.due_at, notice.scheduled_at, notice.scheduled_by,
         notice.approval_needed, notice.approved_at, notice.approved_by, notice.started_at, notice.ended_at,
         notice.paused_at, notice.paused_by, notice.reason, notice.code, db.next_event(), notice.id);
  return notice;
}

bool stop_notice(Writer& db, std::int64_t id, std::string_view why, std::int64_t code) {
  const Notice running = get_notice(db, id);
  const notice_move::Stopped trouble{std::string(why), code == 0 ? std::nullopt : std::optional(code)};
  if (!can_move(running, trouble)) return false;
  const Notice stopped = move_notice(db, running, trouble);
  db.record("notice_stop", std::nullopt, std::nullopt,
            {{"notice", std::nullopt, stopped.name},
             {"reason", std::nullopt, stopped.reason},
             {"code", std::nullopt, std::to_string(code)}});
  return true;
}

void remove_draft(Writer& db, std::int64_t notice) {
  db.run("DELETE FROM notice_author WHERE notice = ?", notice);
  db.run("DELETE FROM notice_parameter WHERE notice = ?", notice);
  db.run("DELETE FROM notice_recipient WHERE notice = ?", notice);
  db.run("DELETE FROM notice WHERE id = ? AND state = 'draft'", notice);
}

void set_value(Writer& db, std::int64_t notice, ContactId contact, const std::string& key,
               const std::string& value) {
  db.run("INSERT INTO notice_parameter (notice, contact, key, value) VALUES (?, ?, ?, ?)", notice, contact,
         key, value);
}

TemplateValues get_values(const Access& db, std::int64_t notice, ContactId contact) {
  return db.all<TemplateValues::value_type>(
      R"(
    SELECT key, value
    FROM notice_parameter
    WHERE notice = ? AND contact IN (0, ?)
    ORDER BY contact, key)",
      [](db::Row& row) {
        TemplateValues::value_type value;
        row >> value.first >> value.second;
        return value;
      },
      notice, contact);
}

}  // namespace urp::store
