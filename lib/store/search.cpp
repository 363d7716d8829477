#include "store/search.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "store/cursor.hpp"

namespace urp::store {
namespace {

constexpr db::Piece insert_text = "INSERT INTO search_text (id, message, contact, body)";
constexpr db::Piece wordless_left_out = ") WHERE body <> ''";

void index_row(Writer& db, std::int64_t id) {
  db.run("INSERT INTO search_index (rowid, body) SELECT id, body FROM search_text WHERE id = ?", id);
}

int index_changed_contacts(Writer& db, int limit) {
  auto changed = db.query("SELECT id, revision FROM contact WHERE revision > ? ORDER BY revision");
  changed.bind_all(read_cursor(db, "indexed_contact_revision"));
  std::vector<ContactId> contacts;
  std::int64_t last = 0;
  while (changed.step()) {
    db::Row row(changed);
    const auto contact = row.next<ContactId>();
    const auto revision = row.next<std::int64_t>();
    if (static_cast<int>(contacts.size()) >= limit && revision != last) break;
    contacts.push_back(contact);
    last = revision;
  }
  if (contacts.empty()) return 0;
  // The index writes a segment whenever an id is lower than the one before: so the lowest (minus the highest)
  // first.
  std::sort(contacts.rbegin(), contacts.rend());
  for (const auto contact : contacts) index_contact(db, contact);
  set_cursor(db, "indexed_contact_revision", last);
  return static_cast<int>(contacts.size());
}

struct Batch {
  std::optional<std::int64_t> last;
  int messages = 0;
};
Batch next_batch(const Access& db, std::int64_t first, int limit) {
  static constexpr char sql[] = R"(
    SELECT max(id), count(*)
    FROM (SELECT id FROM message WHERE id > ? ORDER BY id LIMIT ?))";
  const auto read_batch = [](db::Row& row) {
    Batch batch;
    row >> batch.last >> batch.messages;
    return batch;
  };
  return db.first<Batch>(sql, read_batch, first, limit).value();
}

int index_messages(Writer& db, int limit) {
  static constexpr auto add_texts =
      insert_text + message_words + "m.id > ? AND m.id <= ?" + wordless_left_out;
  const auto first = read_cursor(db, "indexed_message");
  const auto batch = next_batch(db, first, limit);
  if (!batch.last) return 0;
  db.run(add_texts, first, *batch.last);
  db.run(R"(
    INSERT INTO search_index (rowid, body)
    SELECT id, body
    FROM search_text
    WHERE id > ? AND id <= ?)",
         std::max<std::int64_t>(first, 0), *batch.last);
  set_cursor(db, "indexed_message", *batch.last);
  return batch.messages;
}

}  // namespace

/// The index over external content forgets a row only when it is told the very words it was given.
void remove_from_index(Writer& db, std::int64_t id) {
  const auto words = db.first<std::string>("SELECT body FROM search_text WHERE id = ?", id);
  if (!words) return;
  db.run("INSERT INTO search_index (search_index, rowid, body) VALUES ('delete', ?, ?)", id, *words);
  db.run("DELETE FROM search_text WHERE id = ?", id);
}

void compact_index(Writer& db) {
  db.run("INSERT INTO search_index (search_index) VALUES ('optimize')");
}

int index_new_messages(Writer& db, int limit) {
  const int contacts = index_changed_contacts(db, limit);
  return contacts + index_messages(db, limit);
}

std::int64_t count_unindexed(const Access& db) {
  const auto newest = db.value<std::optional<std::int64_t>>("SELECT max(id) FROM message");
  return newest ? *newest - read_cursor(db, "indexed_message") : 0;
}

void reindex_message(Writer& db, MessageId message) {
  static constexpr auto add_text = insert_text + message_words + "m.id = ?" + wordless_left_out;
  if (message.value > read_cursor(db, "indexed_message")) return;
  remove_from_index(db, message.value);
  db.run(add_text, message);
  index_row(db, message.value);
}

void index_contact(Writer& db, ContactId contact) {
  static constexpr auto add_text = insert_text + contact_words + "c.id = ?" + wordless_left_out;
  remove_from_index(db, -contact.value);
  db.run(add_text, contact);
  index_row(db, -contact.value);
}

}  // namespace urp::store
