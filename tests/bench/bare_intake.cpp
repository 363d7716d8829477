// bare_intake.cpp: the statements of the intake of one text message in a bare SQLite loop, N messages a
// commit, with no HTTP, signature, JSON or rule around them: what `urp listen` is measured against. Prints
// messages per second.
//   urp-bare-intake DATABASE MESSAGES PER_COMMIT PEOPLE
#include <sqlite3.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <vector>

#include "db/store.hpp"

namespace {

class Loop {
 public:
  explicit Loop(sqlite3* db) : db_(db) {}
  ~Loop() {
    for (auto* statement : statements_) sqlite3_finalize(statement);
  }

  std::size_t prepare(const char* sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v3(db_, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK) {
      throw std::runtime_error(sqlite3_errmsg(db_));
    }
    statements_.push_back(statement);
    return statements_.size() - 1;
  }

  Loop& integer(std::size_t statement, int index, std::int64_t value) {
    sqlite3_bind_int64(statements_[statement], index, value);
    return *this;
  }
  Loop& text(std::size_t statement, int index, const std::string& value) {
    sqlite3_bind_text(statements_[statement], index, value.data(), static_cast<int>(value.size()),
                      SQLITE_STATIC);
    return *this;
  }
  Loop& blob(std::size_t statement, int index, const std::string& value) {
    sqlite3_bind_blob(statements_[statement], index, value.data(), static_cast<int>(value.size()),
                      SQLITE_STATIC);
    return *this;
  }
  /// Runs to the end; the first column of the last row, or -1.
  std::int64_t run(std::size_t statement) {
    auto* prepared = statements_[statement];
    std::int64_t value = -1;
    int code;
    while ((code = sqlite3_step(prepared)) == SQLITE_ROW) value = sqlite3_column_int64(prepared, 0);
    if (code != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(db_));
    sqlite3_reset(prepared);
    sqlite3_clear_bindings(prepared);
    return value;
  }

 private:
  sqlite3* db_;
  std::vector<sqlite3_stmt*> statements_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) return 2;
  const long messages = std::atol(argv[2]), per_commit = std::atol(argv[3]), people = std::atol(argv[4]);
  auto store = urp::db::Store::open({argv[1]});
  sqlite3* db = store->handle();
  sqlite3_exec(db, "INSERT INTO number (phone_number_id) VALUES ('106540352242922')", nullptr, nullptr,
               nullptr);
  Loop loop(db);
  const auto begin = loop.prepare("BEGIN IMMEDIATE"), commit = loop.prepare("COMMIT");
  const auto head = loop.prepare("SELECT id, hash FROM event ORDER BY id DESC LIMIT 1");
  const auto seen = loop.prepare("SELECT 1 FROM journal WHERE digest = ? AND body = ?");
  const auto journal = loop.prepare("INSERT INTO journal (received_at, digest, body) VALUES (?, ?, ?)");
  const auto save = loop.prepare("SAVEPOINT part"), release = loop.prepare("RELEASE part");
  const auto number = loop.prepare("SELECT id FROM number WHERE phone_number_id = ?");
  const auto known =
      loop.prepare("SELECT id, ticket, seq, contact, type FROM message WHERE number = ? AND wamid = ?");
  const auto owner =
      loop.prepare("SELECT contact FROM identity WHERE kind = ? AND value = ? AND valid_to IS NULL");
  const auto contact =
      loop.prepare("INSERT INTO contact (profile_name, created_at, revision) VALUES (?, ?, ?)");
  const auto identity =
      loop.prepare("INSERT INTO identity (contact, kind, value, valid_from) VALUES (?, ?, ?, ?)");
  const auto profile = loop.prepare(
      "UPDATE contact SET profile_name = ?1, revision = ?2 WHERE id = ?3 AND profile_name IS NOT ?1");
  const auto candidates = loop.prepare(
      "SELECT id, state, last_message_at, closed_at FROM ticket WHERE contact = ? ORDER BY last_message_at "
      "DESC LIMIT 20");
  const auto ticket = loop.prepare(
      "INSERT INTO ticket (contact, number, kind, state, presented_at, waiting_since, first_answer_due_at, "
      "term_due_at,"
      " revision) VALUES (?1, 1, 'request', 'new', ?2, ?2, ?2, ?2, ?3)");
  const auto state =
      loop.prepare("SELECT state, messages, preview, last_message_at FROM ticket WHERE id = ?");
  const auto move = loop.prepare(
      "UPDATE ticket SET messages = messages + 1, unread = unread + 1, preview = ?2, revision = ?3,"
      " last_message_at = max(ifnull(last_message_at, ?4), ?4), last_inbound_at = "
      "max(ifnull(last_inbound_at, ?4), ?4)"
      " WHERE id = ?1");
  const auto message = loop.prepare(
      "INSERT INTO message (ticket, seq, contact, number, wamid, direction, type, text, at, received_at, "
      "journal, revision)"
      " VALUES (?1, ?2, ?3, 1, ?4, 'in', 'text', ?5, ?6, ?6, ?7, ?8)");
  const auto waiting = loop.prepare(
      "UPDATE amendment SET target = ?1 WHERE target IS NULL AND target_wamid = ?2 AND number = ?3");
  const auto window = loop.prepare(
      "INSERT INTO service_window (contact, number, last_inbound_at) VALUES (?1, 1, ?2)"
      " ON CONFLICT DO UPDATE SET last_inbound_at = ?2, closed_at = NULL WHERE last_inbound_at < ?2");
  const auto event = loop.prepare(
      "INSERT INTO event (id, at, recorded_at, clerk, login, verb, ticket, message, detail_digest, hash)"
      " VALUES (?1, ?2, ?2, 'whatsapp', 'whatsapp', 'receive', ?3, 1, ?4, ?4)");
  const auto detail = loop.prepare("INSERT INTO event_detail (event, salt, body) VALUES (?, ?, ?)");
  const auto part = loop.prepare(
      "INSERT INTO journal_part (journal, part, offset, length, kind, outcome) VALUES (?, 0, 300, 160, "
      "'message',"
      " 'projected')");

  const std::string digest(32, 'd'), salt(16, 's'), phone_kind = "phone", number_id = "106540352242922";
  const std::string content = "content\t\\N\t" + std::string(64, 'c') + "\n";
  const std::string body(520, 'b');
  const auto started = std::chrono::steady_clock::now();
  std::int64_t now = 1795420000;
  for (long i = 0; i < messages; ++i) {
    if (i % per_commit == 0) {
      loop.run(begin);
      loop.run(head);
    }
    ++now;
    const std::string bytes = body + std::to_string(i);
    // A multiplicative hash: as scattered as the real digest, and cheap.
    const auto key = static_cast<std::int64_t>(static_cast<std::uint64_t>(i) * 0x9e3779b97f4a7c15U);
    const std::string phone = "3933300" + std::to_string(100000 + i % people), name = "Maria Serra";
    const std::string wamid = "wamid.GEN" + std::to_string(key) + "-" + std::to_string(i);
    const std::string text = "Buongiorno, c'è una buca in via Roma davanti al civico " + std::to_string(i);
    loop.integer(seen, 1, key).blob(seen, 2, bytes).run(seen);
    loop.integer(journal, 1, now).integer(journal, 2, key).blob(journal, 3, bytes).run(journal);
    const auto entry = sqlite3_last_insert_rowid(db);
    loop.run(save);
    loop.text(number, 1, number_id).run(number);
    loop.integer(known, 1, 1).text(known, 2, wamid).run(known);
    auto person = loop.text(owner, 1, phone_kind).text(owner, 2, phone).run(owner);
    if (person < 0) {
      loop.text(contact, 1, name).integer(contact, 2, now).integer(contact, 3, i).run(contact);
      person = sqlite3_last_insert_rowid(db);
      loop.integer(identity, 1, person)
          .text(identity, 2, phone_kind)
          .text(identity, 3, phone)
          .integer(identity, 4, now);
      loop.run(identity);
    }
    loop.text(profile, 1, name).integer(profile, 2, i).integer(profile, 3, person).run(profile);
    auto place = loop.integer(candidates, 1, person).run(candidates);
    if (place < 0) {
      loop.integer(ticket, 1, person).integer(ticket, 2, now).integer(ticket, 3, i).run(ticket);
      place = sqlite3_last_insert_rowid(db);
    } else {
      loop.integer(state, 1, place).run(state);
    }
    loop.integer(move, 1, place).text(move, 2, text).integer(move, 3, i).integer(move, 4, now).run(move);
    loop.integer(message, 1, place)
        .integer(message, 2, i)
        .integer(message, 3, person)
        .text(message, 4, wamid);
    loop.text(message, 5, text)
        .integer(message, 6, now)
        .integer(message, 7, entry)
        .integer(message, 8, i)
        .run(message);
    loop.integer(waiting, 1, i).text(waiting, 2, wamid).integer(waiting, 3, 1).run(waiting);
    loop.integer(window, 1, person).integer(window, 2, now).run(window);
    loop.integer(event, 1, i + 1)
        .integer(event, 2, now)
        .integer(event, 3, place)
        .blob(event, 4, digest)
        .run(event);
    loop.integer(detail, 1, i + 1).blob(detail, 2, salt).text(detail, 3, content).run(detail);
    loop.run(release);
    loop.integer(part, 1, entry).run(part);
    if (i % per_commit == per_commit - 1 || i + 1 == messages) loop.run(commit);
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - started;
  std::printf("%.0f\n", static_cast<double>(messages) / took.count());
}
