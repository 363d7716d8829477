#include "store/moderation.hpp"

#include "domain/say.hpp"
#include "store/arrange.hpp"
#include "store/sealed_journal.hpp"
#include "store/search.hpp"
#include "store/tickets.hpp"

namespace urp::store {
namespace {

/// Each piece is copied, then taken out of its table; what is there already stays, and what comes later adds
/// itself.
void seal(Writer& db, MessageId message) {
  db.run(R"(
    INSERT INTO sealed (message, piece, value)
    SELECT id, 'text', text FROM message WHERE id = ? AND text IS NOT NULL)",
         message);
  db.run("UPDATE message SET text = NULL WHERE id = ?", message);
  db.run(R"(
    INSERT INTO sealed (message, piece, value)
    SELECT message, 'file_name', file_name FROM media WHERE message = ?1 AND file_name IS NOT NULL
    UNION ALL
    SELECT message, 'transcript', transcript FROM media WHERE message = ?1 AND transcript IS NOT NULL)",
         message);
  db.run("UPDATE media SET file_name = NULL, transcript = NULL WHERE message = ?", message);
  db.run(R"(
    INSERT INTO sealed (message, piece, place, value)
    SELECT message, 'location', 'latitude', latitude FROM location WHERE message = ?1
    UNION ALL
    SELECT message, 'location', 'longitude', longitude FROM location WHERE message = ?1
    UNION ALL
    SELECT message, 'location', 'name', name FROM location WHERE message = ?1
    UNION ALL
    SELECT message, 'location', 'address', address FROM location WHERE message = ?1)",
         message);
  db.run("DELETE FROM location WHERE message = ?", message);
  db.run(R"(
    INSERT INTO sealed (message, piece, place, value)
    SELECT message, 'card', line, json_array(card, kind, label, value) FROM card_line WHERE message = ?)",
         message);
  db.run("DELETE FROM card_line WHERE message = ?", message);
  db.run(R"(
    INSERT INTO sealed (message, piece, place, value)
    SELECT message, 'fact', name, value FROM message_fact WHERE message = ?)",
         message);
  db.run("DELETE FROM message_fact WHERE message = ?", message);
  db.run(R"(
    INSERT INTO sealed (message, piece, place, value)
    SELECT target, 'amendment', id, text FROM amendment WHERE target = ? AND text IS NOT NULL)",
         message);
  db.run("UPDATE amendment SET text = NULL WHERE target = ?", message);
  // A note that a service's mail became: what else the mail says of it.
  db.run(R"(
    INSERT INTO sealed (message, piece, place, value)
    SELECT message, 'mail', id || ' from_name', from_name FROM mail WHERE message = ?1 AND from_name IS NOT NULL
    UNION ALL
    SELECT message, 'mail', id || ' subject', subject FROM mail WHERE message = ?1 AND subject IS NOT NULL
    UNION ALL
    SELECT message, 'mail', id || ' preview', preview FROM mail WHERE message = ?1 AND preview IS NOT NULL
    UNION ALL
    SELECT message, 'mail', id || ' body', CAST(body AS TEXT) FROM mail WHERE message = ?1 AND body IS NOT NULL)",
         message);
  db.run("UPDATE mail SET from_name = NULL, subject = NULL, preview = NULL, body = NULL WHERE message = ?",
         message);
}

void unseal(Writer& db, MessageId message) {
  db.run(R"(
    UPDATE message
    SET text = (SELECT value FROM sealed WHERE message = ?1 AND piece = 'text' ORDER BY id DESC LIMIT 1)
    WHERE id = ?1)",
         message);
  db.run(R"(
    UPDATE media
    SET
      file_name = (SELECT value FROM sealed WHERE message = ?1 AND piece = 'file_name'),
      transcript = (SELECT value FROM sealed WHERE message = ?1 AND piece = 'transcript')
    WHERE message = ?1)",
         message);
  db.run(R"(
    INSERT INTO location (message, latitude, longitude, name, address)
    SELECT
      ?1,
      max(CASE place WHEN 'latitude' THEN value END),
      max(CASE place WHEN 'longitude' THEN value END),
      max(CASE place WHEN 'name' THEN value END),
      max(CASE place WHEN 'address' THEN value END)
    FROM sealed
    WHERE message = ?1 AND piece = 'location'
    GROUP BY message)",
         message);
  db.run(R"(
    INSERT INTO card_line (message, line, card, kind, label, value)
    SELECT
      message,
      CAST(place AS INTEGER),
      json_extract(value, '$[0]'),
      json_extract(value, '$[1]'),
      json_extract(value, '$[2]'),
      json_extract(value, '$[3]')
    FROM sealed
    WHERE message = ? AND piece = 'card')",
         message);
  db.run(R"(
    INSERT INTO message_fact (message, name, value)
    SELECT message, place, value
    FROM sealed
    WHERE message = ? AND piece = 'fact'
    ON CONFLICT DO NOTHING)",
         message);
  db.run(R"(
    UPDATE amendment
    SET text = (
      SELECT value FROM sealed
      WHERE message = ?1 AND piece = 'amendment' AND place = CAST(amendment.id AS TEXT))
    WHERE target = ?1)",
         message);
  db.run(R"(
    WITH piece (place, value) AS (SELECT place, value FROM sealed WHERE message = ?1 AND piece = 'mail')
    UPDATE mail
    SET
      from_name = (SELECT value FROM piece WHERE place = mail.id || ' from_name'),
      subject = (SELECT value FROM piece WHERE place = mail.id || ' subject'),
      preview = (SELECT value FROM piece WHERE place = mail.id || ' preview'),
      body = (SELECT CAST(value AS BLOB) FROM piece WHERE place = mail.id || ' body')
    WHERE message = ?1)",
         message);
  unseal_journal(db, message);
  db.run("DELETE FROM sealed WHERE message = ?", message);
}

void renew_preview_of(Writer& db, const FlagView& message) {
  if (message.direction != Direction::in) return;
  if (const auto thread = find_thread(db, message.id)) renew_preview(db, *thread);
}

void set_hidden(Writer& db, MessageId message, bool hidden) {
  db.run("UPDATE message SET hidden = ?, revision = ? WHERE id = ?", hidden, db.next_event(), message);
}

constexpr db::Piece flag_columns = R"(
    SELECT
      m.ticket,
      m.seq,
      m.contact,
      m.ground,
      m.hidden,
      f.note,
      f.clerk,
      f.at
    FROM flag f
    )";

Flag read_flag(db::Row& row) {
  Flag flag;
  row >> flag.ref.ticket >> flag.ref.number >> flag.contact;
  flag.ground = ground(row.next<std::string_view>()).value_or(Ground::spam);
  row >> flag.hidden >> flag.note >> flag.clerk >> flag.at;
  return flag;
}

FlagView read_view(db::Row& row) {
  FlagView view;
  row >> view.id >> view.ticket >> view.contact;
  const auto direction = row.next<std::string_view>();
  view.direction = direction == "in" ? Direction::in : direction == "out" ? Direction::out : Direction::note;
  row >> view.status >> view.ground >> view.hidden;
  return view;
}

}  // namespace

FlagView get_flag_view(const Access& db, MessageRef ref) {
  static constexpr char sql[] = R"(
    SELECT id, ticket, contact, direction, status, ground, hidden
    FROM message
    WHERE ticket = ? AND seq = ?)";
  if (auto view = db.first<FlagView>(sql, read_view, ref.ticket, ref.number)) return std::move(*view);
  throw Error(Fault::not_found, say(_("{0}: there is no such message"), to_string(ref)),
              say(_("see the numbers with: urp show {0} --all"), ref.ticket.value));
}

void put_flag(Writer& db, MessageId message, Ground ground, const std::optional<std::string>& note) {
  db.run(R"(
    INSERT INTO flag (message, note, clerk, at)
    VALUES (?, ?, ?, ?)
    ON CONFLICT (message) DO UPDATE SET
      note = ifnull(excluded.note, note),
      clerk = excluded.clerk,
      at = excluded.at)",
         message, note, db.actor().clerk, db.now());
  db.run("UPDATE message SET ground = ?, revision = ? WHERE id = ?", to_name(ground), db.next_event(),
         message);
}

void remove_flag(Writer& db, MessageId message) {
  db.run("DELETE FROM flag WHERE message = ?", message);
  db.run("UPDATE message SET ground = NULL, revision = ? WHERE id = ?", db.next_event(), message);
}

void hide_message(Writer& db, const FlagView& message) {
  set_hidden(db, message.id, true);
  reindex_message(db, message.id);  // the old words leave the index before they leave the row
  seal(db, message.id);
  renew_preview_of(db, message);
}

void reveal_message(Writer& db, const FlagView& message) {
  unseal(db, message.id);
  set_hidden(db, message.id, false);
  reindex_message(db, message.id);
  renew_preview_of(db, message);
}

void seal_if_hidden(Writer& db, MessageId message) {
  if (db.first<bool>("SELECT hidden FROM message WHERE id = ?", message).value_or(false)) seal(db, message);
}

bool is_moderated(const Access& db, MessageId message) {
  return db.value<bool>(R"(
    SELECT
      EXISTS (SELECT 1 FROM message WHERE id = ?1 AND hidden = 1)
      OR EXISTS (SELECT 1 FROM redaction WHERE message = ?1))",
                        message);
}

std::optional<Flag> find_flag(const Access& db, MessageId message) {
  static constexpr auto sql = flag_columns + R"(
    JOIN message m ON m.id = f.message
    WHERE f.message = ?)";
  auto flag = db.first<Flag>(sql, read_flag, message);
  if (flag) flag->contact_name = contact_label(db, flag->contact);
  return flag;
}

std::vector<Flag> list_flags(const Access& db, std::optional<Ground> ground, int limit) {
  static constexpr auto sql = flag_columns + R"(
    CROSS JOIN message m ON m.id = f.message
    WHERE ?1 IS NULL OR m.ground = ?1
    ORDER BY f.at DESC, f.message DESC
    LIMIT ?2)";
  const auto name = ground ? std::optional(to_name(*ground)) : std::nullopt;
  auto flags = db.all<Flag>(sql, read_flag, name, limit == 0 ? -1 : limit);
  for (auto& flag : flags) flag.contact_name = contact_label(db, flag.contact);
  return flags;
}

}  // namespace urp::store
