#include "store/search.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace urp::store {

const char* const message_words =
    "SELECT id, message, contact, body FROM (SELECT m.id AS id, m.id AS message, m.contact AS contact,"
    " ltrim(ifnull(char(10) || m.text, '') || ifnull(char(10) || d.file_name, '') || ifnull(char(10) || "
    "l.name, '')"
    " || ifnull(char(10) || l.address, '') || CASE WHEN m.type = 'contacts' THEN ifnull(char(10) ||"
    " (SELECT group_concat(value, char(10)) FROM card_line WHERE message = m.id), '') ELSE '' END, char(10)) "
    "AS body"
    " FROM message m LEFT JOIN media d ON d.message = m.id LEFT JOIN location l ON l.message = m.id"
    " WHERE m.hidden = 0 AND m.notice IS NULL AND ";  // one text for thousands is found with its notice

const char* const contact_words =
    "SELECT id, message, contact, body FROM (SELECT -c.id AS id, NULL AS message, c.id AS contact,"
    " ltrim(ifnull(char(10) || c.name, '') || ifnull(char(10) || nullif(c.profile_name, ifnull(c.name, '')), "
    "'')"
    " || ifnull(char(10) || (SELECT group_concat(value, char(10)) FROM identity WHERE contact = c.id"
    " AND kind = 'username' AND valid_to IS NULL), ''), char(10)) AS body FROM contact c WHERE ";

namespace {

std::int64_t read_cursor(const Access& db, const char* name) {
  auto query = db.query("SELECT value FROM cursor WHERE name = ?");
  query.bind(1, name);
  return query.step() ? query.integer(0) : 0;
}

void move_cursor(Writer& db, const char* name, std::int64_t value) {
  db.query("UPDATE cursor SET value = ? WHERE name = ?").bind(1, value).bind(2, name).run();
}

/// The index over external content forgets a row only when it is told the very words it was given.
void remove_row(Writer& db, std::int64_t id) {
  auto known = db.query("SELECT body FROM search_text WHERE id = ?");
  known.bind(1, id);
  if (!known.step()) return;
  const std::string body = known.string(0);
  db.query("INSERT INTO search_index (search_index, rowid, body) VALUES ('delete', ?, ?)")
      .bind(1, id)
      .bind(2, body)
      .run();
  db.query("DELETE FROM search_text WHERE id = ?").bind(1, id).run();
}

void index_row(Writer& db, std::int64_t id) {
  db.query("INSERT INTO search_index (rowid, body) SELECT id, body FROM search_text WHERE id = ?")
      .bind(1, id)
      .run();
}

int index_changed_contacts(Writer& db, int limit) {
  auto changed = db.query("SELECT id, revision FROM contact WHERE revision > ? ORDER BY revision");
  changed.bind(1, read_cursor(db, "indexed_contact_revision"));
  std::vector<std::int64_t> contacts;
  std::int64_t revision = 0;
  while (changed.step()) {
    if (static_cast<int>(contacts.size()) >= limit && changed.integer(1) != revision) break;
    contacts.push_back(changed.integer(0));
    revision = changed.integer(1);
  }
  if (contacts.empty()) return 0;
  // The index writes a segment whenever an id is lower than the one before: so the lowest (minus the highest)
  // first.
  std::sort(contacts.rbegin(), contacts.rend());
  for (const auto contact : contacts) index_contact(db, ContactId{contact});
  move_cursor(db, "indexed_contact_revision", revision);
  return static_cast<int>(contacts.size());
}

int index_messages(Writer& db, int limit) {
  const auto first = read_cursor(db, "indexed_message");
  auto last_of =
      db.query("SELECT max(id), count(*) FROM (SELECT id FROM message WHERE id > ? ORDER BY id LIMIT ?)");
  last_of.bind(1, first).bind(2, limit);
  last_of.step();
  if (last_of.is_null(0)) return 0;
  const auto last = last_of.integer(0);
  static const std::string sql = "INSERT INTO search_text (id, message, contact, body) " +
                                 std::string(message_words) + "m.id > ? AND m.id <= ?) WHERE body <> ''";
  db.query(sql.c_str()).bind(1, first).bind(2, last).run();
  db.query("INSERT INTO search_index (rowid, body) SELECT id, body FROM search_text WHERE id > ? AND id <= ?")
      .bind(1, std::max<std::int64_t>(first, 0))
      .bind(2, last)
      .run();
  move_cursor(db, "indexed_message", last);
  return static_cast<int>(last_of.integer(1));
}

}  // namespace

int index_new_messages(Writer& db, int limit) {
  const int contacts = index_changed_contacts(db, limit);
  return contacts + index_messages(db, limit);
}

std::int64_t count_unindexed(const Access& db) {
  auto query = db.query("SELECT max(id) FROM message");
  query.step();
  return query.is_null(0) ? 0 : query.integer(0) - read_cursor(db, "indexed_message");
}

void reindex_message(Writer& db, MessageId message) {
  if (message.value > read_cursor(db, "indexed_message")) return;
  remove_row(db, message.value);
  static const std::string sql = "INSERT INTO search_text (id, message, contact, body) " +
                                 std::string(message_words) + "m.id = ?) WHERE body <> ''";
  db.query(sql.c_str()).bind(1, message).run();
  index_row(db, message.value);
}

void unindex_message(Writer& db, MessageId message) {
  remove_row(db, message.value);
}

void index_contact(Writer& db, ContactId contact) {
  remove_row(db, -contact.value);
  static const std::string sql = "INSERT INTO search_text (id, message, contact, body) " +
                                 std::string(contact_words) + "c.id = ?) WHERE body <> ''";
  db.query(sql.c_str()).bind(1, contact).run();
  index_row(db, -contact.value);
}

}  // namespace urp::store
