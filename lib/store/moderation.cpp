#include "store/moderation.hpp"

#include "domain/say.hpp"
#include "store/arrange.hpp"
#include "store/search.hpp"
#include "store/tickets.hpp"

namespace urp::store {
namespace {

void run_for(Writer& db, const char* sql, MessageId message) {
  db.query(sql).bind(1, message).run();
}

/// Each piece is copied, then taken out of its table; what is there already stays, and what comes later adds
/// itself.
void seal(Writer& db, MessageId message) {
  for (const char* sql : {
           "INSERT INTO sealed (message, piece, value) SELECT id, 'text', text FROM message WHERE id = ?1 "
           "AND "
           "text IS NOT NULL",
           "UPDATE message SET text = NULL WHERE id = ?1",
           "INSERT INTO sealed (message, piece, value) SELECT message, 'file_name', file_name FROM media "
           "WHERE "
           "message = ?1 AND file_name IS NOT NULL",
           "INSERT INTO sealed (message, piece, value) SELECT message, 'transcript', transcript FROM media "
           "WHERE message = ?1 AND transcript IS NOT NULL",
           "UPDATE media SET file_name = NULL, transcript = NULL WHERE message = ?1",
           "INSERT INTO sealed (message, piece, place, value)"
           " SELECT message, 'location', 'latitude', latitude FROM location WHERE message = ?1 UNION ALL"
           " SELECT message, 'location', 'longitude', longitude FROM location WHERE message = ?1 UNION ALL"
           " SELECT message, 'location', 'name', name FROM location WHERE message = ?1 UNION ALL"
           " SELECT message, 'location', 'address', address FROM location WHERE message = ?1",
           "DELETE FROM location WHERE message = ?1",
           "INSERT INTO sealed (message, piece, place, value) SELECT message, 'card', line,"
           " json_array(card, kind, label, value) FROM card_line WHERE message = ?1",
           "DELETE FROM card_line WHERE message = ?1",
           "INSERT INTO sealed (message, piece, place, value) SELECT message, 'fact', name, value FROM "
           "message_fact WHERE message = ?1",
           "DELETE FROM message_fact WHERE message = ?1",
           "INSERT INTO sealed (message, piece, place, value) SELECT target, 'amendment', id, text FROM "
           "amendment WHERE target = ?1 AND text IS NOT NULL",
           "UPDATE amendment SET text = NULL WHERE target = ?1",
       }) {
    run_for(db, sql, message);
  }
}

void unseal(Writer& db, MessageId message) {
  for (const char* sql : {
           "UPDATE message SET text = (SELECT value FROM sealed WHERE message = ?1 AND piece = 'text' ORDER "
           "BY "
           "id DESC LIMIT 1) WHERE id = ?1",
           "UPDATE media SET file_name = (SELECT value FROM sealed WHERE message = ?1 AND piece = "
           "'file_name'),"
           " transcript = (SELECT value FROM sealed WHERE message = ?1 AND piece = 'transcript') WHERE "
           "message "
           "= ?1",
           "INSERT INTO location (message, latitude, longitude, name, address) SELECT ?1,"
           " max(CASE place WHEN 'latitude' THEN value END), max(CASE place WHEN 'longitude' THEN value END),"
           " max(CASE place WHEN 'name' THEN value END), max(CASE place WHEN 'address' THEN value END)"
           " FROM sealed WHERE message = ?1 AND piece = 'location' GROUP BY message",
           "INSERT INTO card_line (message, line, card, kind, label, value) SELECT message, CAST(place AS "
           "INTEGER),"
           " json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]'),"
           " json_extract(value, '$[3]') FROM sealed WHERE message = ?1 AND piece = 'card'",
           "INSERT INTO message_fact (message, name, value) SELECT message, place, value FROM sealed WHERE "
           "message = ?1 AND piece = 'fact' ON CONFLICT DO NOTHING",
           "UPDATE amendment SET text = (SELECT value FROM sealed WHERE message = ?1 AND piece = 'amendment' "
           "AND place = CAST(amendment.id AS TEXT)) WHERE target = ?1",
           "DELETE FROM sealed WHERE message = ?1",
       }) {
    run_for(db, sql, message);
  }
}

void set_hidden(Writer& db, MessageId message, bool hidden) {
  db.query("UPDATE message SET hidden = ?2, revision = ?3 WHERE id = ?1")
      .bind(1, message)
      .bind(2, hidden)
      .bind(3, db.next_event())
      .run();
}

Flag map_flag(const Access& db, const Query& row) {
  Flag flag;
  flag.ref = {{row.integer(0)}, row.integer(1)};
  flag.contact = {row.integer(2)};
  flag.contact_name = contact_label(db, flag.contact);
  flag.ground = ground(row.text(3)).value_or(Ground::spam);
  flag.hidden = row.integer(4) != 0;
  flag.note = row.maybe_string(5);
  flag.clerk = row.string(6);
  flag.at = row.time(7);
  return flag;
}

#define FLAG_COLUMNS \
  "SELECT m.ticket, m.seq, m.contact, m.ground, m.hidden, f.note, f.clerk, f.at FROM flag f"

}  // namespace

FlagView get_flag_view(const Access& db, MessageRef ref) {
  auto query = db.query(
      "SELECT id, direction, status, ground, hidden, contact FROM message WHERE ticket = ? AND seq = ?");
  query.bind(1, ref.ticket).bind(2, ref.number);
  if (!query.step()) {
    throw Error(Fault::not_found, say(_("{0}: there is no such message"), to_string(ref)),
                say(_("see the numbers with: urp show {0} --all"), ref.ticket.value));
  }
  FlagView view;
  view.id = {query.integer(0)};
  view.ticket = ref.ticket;
  view.direction = query.text(1) == "in"    ? Direction::in
                   : query.text(1) == "out" ? Direction::out
                                            : Direction::note;
  view.status = query.maybe_string(2);
  view.ground = query.maybe_string(3);
  view.hidden = query.integer(4) != 0;
  view.contact = {query.integer(5)};
  return view;
}

void put_flag(Writer& db, MessageId message, Ground ground, const std::optional<std::string>& note) {
  db.query(
        "INSERT INTO flag (message, note, clerk, at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (message) DO UPDATE "
        "SET"
        " note = ifnull(excluded.note, note), clerk = excluded.clerk, at = excluded.at")
      .bind(1, message)
      .bind(2, note)
      .bind(3, db.actor().clerk)
      .bind(4, db.now())
      .run();
  db.query("UPDATE message SET ground = ?2, revision = ?3 WHERE id = ?1")
      .bind(1, message)
      .bind(2, to_name(ground))
      .bind(3, db.next_event())
      .run();
}

void remove_flag(Writer& db, MessageId message) {
  run_for(db, "DELETE FROM flag WHERE message = ?1", message);
  db.query("UPDATE message SET ground = NULL, revision = ?2 WHERE id = ?1")
      .bind(1, message)
      .bind(2, db.next_event())
      .run();
}

void hide_message(Writer& db, const FlagView& message) {
  set_hidden(db, message.id, true);
  reindex_message(db, message.id);  // the old words leave the index before they leave the row
  seal(db, message.id);
  if (message.direction == Direction::in) renew_preview(db, *find_thread(db, message.id));
}

void reveal_message(Writer& db, const FlagView& message) {
  unseal(db, message.id);
  set_hidden(db, message.id, false);
  reindex_message(db, message.id);
  if (message.direction == Direction::in) renew_preview(db, *find_thread(db, message.id));
}

void seal_if_hidden(Writer& db, MessageId message) {
  auto query = db.query("SELECT hidden FROM message WHERE id = ?");
  query.bind(1, message);
  if (query.step() && query.integer(0) != 0) seal(db, message);
}

std::optional<Flag> find_flag(const Access& db, MessageId message) {
  auto query = db.query(FLAG_COLUMNS " JOIN message m ON m.id = f.message WHERE f.message = ?");
  query.bind(1, message);
  if (!query.step()) return std::nullopt;
  return map_flag(db, query);
}

std::vector<Flag> list_flags(const Access& db, std::optional<Ground> ground, int limit) {
  auto query = db.query(FLAG_COLUMNS
                        " CROSS JOIN message m ON m.id = f.message WHERE ?1 IS NULL OR m.ground = ?1"
                        " ORDER BY f.at DESC, f.message DESC LIMIT ?2");
  const auto name = ground ? std::optional(std::string(to_name(*ground))) : std::nullopt;
  query.bind(1, name).bind(2, limit == 0 ? -1 : limit);
  std::vector<Flag> flags;
  while (query.step()) flags.push_back(map_flag(db, query));
  return flags;
}

}  // namespace urp::store
