#include "store/mail.hpp"

#include <algorithm>

#include "store/entered.hpp"
#include "store/merged.hpp"

namespace urp::store {
namespace {

constexpr db::Piece select_dispatch = "SELECT id, ticket, service, state FROM dispatch ";

KnownDispatch read_dispatch(db::Row& row) {
  KnownDispatch dispatch;
  row >> dispatch.id >> dispatch.ticket >> dispatch.service >> dispatch.state;
  return dispatch;
}

std::string_view kind_name(MailKind kind) {
  switch (kind) {
    case MailKind::answer:
      return "answer";
    case MailKind::auto_reply:
      return "auto_reply";
    case MailKind::receipt:
      return "receipt";
    case MailKind::bounce:
      return "bounce";
  }
  return "answer";
}

std::string sender_of(const MailAddress& from) {
  if (from.name.empty() || from.name == from.mail) return from.mail;
  return from.name + " <" + from.mail + ">";
}

std::string preview_of(const std::string& text) {
  constexpr std::size_t most = 200;
  std::string words = text.substr(0, most);
  // Not in the middle of a letter.
  while (words.size() == most && !words.empty() &&
         (static_cast<unsigned char>(text[words.size()]) & 0xC0) == 0x80)
    words.pop_back();
  std::replace(words.begin(), words.end(), '\n', ' ');
  return words;
}

/// WhatsApp's words for what a file is.
std::string type_of(const std::string& mime_type) {
  for (const std::string_view kind : {"image", "video", "audio"}) {
    if (mime_type.starts_with(kind)) return std::string(kind);
  }
  return "document";
}

void add_fact(Writer& db, MessageId message, std::string_view name, const std::string& value) {
  if (value.empty()) return;
  db.run("INSERT INTO message_fact (message, name, value) VALUES (?, ?, ?)", message, name, value);
}

}  // namespace

std::optional<KnownDispatch> find_dispatch(const Access& db, const std::string& reply_token) {
  static constexpr auto sql = select_dispatch + "WHERE token = ?";
  return db.first<KnownDispatch>(sql, read_dispatch, reply_token);
}

std::optional<KnownDispatch> find_dispatch(const Access& db, std::int64_t dispatch) {
  static constexpr auto sql = select_dispatch + "WHERE id = ?";
  return db.first<KnownDispatch>(sql, read_dispatch, dispatch);
}

std::optional<KnownDispatch> find_open_dispatch(const Access& db, TicketId ticket) {
  static constexpr auto sql = with_parts + select_dispatch + R"(
    WHERE ticket IN (SELECT ticket FROM part) AND lead = 1 AND state NOT IN ('answered', 'recalled', 'failed')
    ORDER BY id DESC
    LIMIT 1)";
  return db.first<KnownDispatch>(sql, read_dispatch, ticket);
}

void set_answered(Writer& db, std::int64_t dispatch) {
  db.run(R"(
    UPDATE dispatch
    SET state = 'answered', answered_at = ifnull(answered_at, ?)
    WHERE id = ? AND state <> 'recalled')",
         db.now(), dispatch);
}

bool is_known_mail(const Access& db, const std::string& digest) {
  return db.value<bool>("SELECT EXISTS (SELECT 1 FROM mail WHERE digest = ?)", digest);
}

void add_mail(Writer& db, const NewMail& mail) {
  const auto& read = *mail.mail;
  const auto body = mail.body ? std::optional(db::Blob{*mail.body}) : std::nullopt;
  db.run(R"(
    INSERT INTO mail (digest, at, received_at, kind, state, dispatch, ticket, message, message_id, from_name,
                      from_mail, subject, preview, body)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))",
         mail.digest, db.now(), db.recorded_at(), kind_name(read.kind), mail.aside ? "aside" : "filed",
         mail.dispatch, mail.ticket, mail.message, db::or_null(read.message_id), db::or_null(read.from.name),
         db::or_null(read.from.mail), db::or_null(read.subject),
         mail.aside ? std::optional(preview_of(read.text)) : std::nullopt, body);
}

std::vector<AsideMail> list_aside_mail(const Access& db, bool dismissed) {
  return db.all<AsideMail>(
      R"(
    SELECT id, at, from_name, from_mail, ifnull(subject, ''), ifnull(preview, ''), reason
    FROM mail
    WHERE state IN ('aside', 'dismissed') AND (state = 'aside' OR ?)
    ORDER BY id)",
      [](db::Row& row) {
        AsideMail mail;
        MailAddress from;
        row >> mail.id >> mail.at >> from.name >> from.mail >> mail.subject >> mail.preview >> mail.reason;
        mail.from = sender_of(from);
        return mail;
      },
      dismissed);
}

std::int64_t count_aside_mail(const Access& db) {
  return db.value<std::int64_t>(
      "SELECT count(*) FROM mail WHERE state IN ('aside', 'dismissed') AND state = 'aside'");
}

std::optional<std::string> find_aside_body(const Access& db, std::int64_t mail) {
  return db.first<std::string>("SELECT body FROM mail WHERE id = ? AND state IN ('aside', 'dismissed')",
                               mail);
}

void settle_aside_mail(Writer& db, std::int64_t mail, TicketId ticket, MessageId message) {
  db.run(R"(
    UPDATE mail
    SET state = 'filed', ticket = ?, message = ?, preview = NULL, reason = NULL
    WHERE id = ?)",
         ticket, message, mail);
}

bool dismiss_mail(Writer& db, std::int64_t mail, const std::string& reason) {
  return db.run("UPDATE mail SET state = 'dismissed', reason = ? WHERE id = ? AND state = 'aside'", reason,
                mail) > 0;
}

MailNote add_mail_notes(Writer& db, TicketId ticket, const IncomingMail& mail, const std::string& service,
                        const std::vector<StoredFile>& files) {
  const auto place = get_place(db, ticket);
  const auto add = [&](const std::string& type, const std::optional<std::string>& text) {
    const auto number = next_note_number(db, ticket);
    db.run(R"(
    INSERT INTO message (ticket, seq, contact, number, direction, type, text, at, received_at, clerk, revision)
    VALUES (?1, ?2, ?3, ?4, 'note', ?5, ?6, ?7, ?7, ?8, ?9))",
           ticket, number, place.contact, place.number, type, text, db.now(), db.actor().clerk,
           db.next_event());
    const MessageId id{db.last_insert_id()};
    add_fact(db, id, "service", service);
    add_fact(db, id, "mail_from", sender_of(mail.from));
    return MailNote{id, {ticket, number}};
  };
  const auto first = add("text", mail.text.empty() ? mail.subject : mail.text);
  add_fact(db, first.id, "mail_subject", mail.subject);
  add_fact(db, first.id, "mail_quoted", mail.quoted);
  if (mail.kind == MailKind::auto_reply) add_fact(db, first.id, "mail_robot", "true");
  if (mail.incomplete) add_fact(db, first.id, "mail_incomplete", "true");
  for (const auto& file : files) {
    const auto note = add(type_of(file.mime_type), std::nullopt);
    db.run(R"(
    INSERT INTO media (message, mime_type, file_name, state, size, sha256)
    VALUES (?, ?, ?, 'stored', ?, ?))",
           note.id, file.mime_type, file.name, file.size, file.sha256);
  }
  return first;
}

}  // namespace urp::store
