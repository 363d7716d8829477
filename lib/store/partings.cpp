#include "store/partings.hpp"

#include "db/random.hpp"
#include "domain/hash.hpp"
#include "store/contacts.hpp"
#include "store/keyed.hpp"

namespace urp::store {
namespace {

constexpr std::size_t nonce_bytes = 16;

/// The same twice is the text again. It keeps the address from whoever searches the file, not from whoever
/// can read both tables.
std::string masked(const std::string& secret, const std::string& nonce, std::string text) {
  std::string stream;
  for (char block = 0; stream.size() < text.size(); ++block)
    stream += sha256(secret + "parting:" + nonce + block);
  for (std::size_t i = 0; i < text.size(); ++i) text[i] = static_cast<char>(text[i] ^ stream[i]);
  return text;
}

std::string_view to_name(PartingKind kind) {
  return kind == PartingKind::unblock ? "unblock" : "forget";
}

void add(Writer& db, ContactId contact, PartingKind kind, const Address& address) {
  const std::string nonce = db::random_bytes(nonce_bytes);
  const std::string closed =
      nonce + masked(erasure_secret(db), nonce, address.phone + "\n" + address.user_id);
  db.run("INSERT INTO parting (contact, kind, address, at, not_before) VALUES (?, ?, ?, ?, ?)", contact,
         to_name(kind), db::Blob{closed}, db.recorded_at(), db.recorded_at());
}

/// WhatsApp was told of a block and not of its end, or may have been a moment ago.
bool may_be_blocked(const Access& db, ContactId contact) {
  return db.value<bool>(R"(
    SELECT EXISTS (
      SELECT 1 FROM block_wish
      WHERE contact = ? AND state <> 'failed' AND NOT (block = 0 AND state = 'done')))",
                        contact);
}

}  // namespace

int add_partings(Writer& db, const std::vector<ContactId>& records) {
  int added = 0;
  for (const auto record : records) {
    const auto address = current_address(db, record);
    if (address.known() && may_be_blocked(db, record)) {
      add(db, record, PartingKind::unblock, address);
      ++added;
    }
    for (const auto& user_id : db.all<std::string>(
             "SELECT value FROM identity WHERE contact = ? AND kind = 'user_id' AND valid_to IS NULL",
             record)) {
      add(db, record, PartingKind::forget, {{}, user_id});
      ++added;
    }
  }
  return added;
}

std::int64_t count_partings(const Access& db, const std::vector<ContactId>& records) {
  std::int64_t count = 0;
  for (const auto record : records)
    count += db.value<std::int64_t>("SELECT count(*) FROM parting WHERE contact = ?", record);
  return count;
}

std::vector<DueParting> list_due_partings(const Access& db, TimePoint real_now, int limit) {
  // What is put off for more than a day was put off while the machine's clock was ahead.
  std::string secret;
  auto due = db.all<DueParting>(
      R"(
    SELECT id, contact, kind, address, at, tries
    FROM parting
    WHERE not_before <= ?1 OR not_before > ?1 + 90000
    ORDER BY id
    LIMIT ?2)",
      [](db::Row& row) {
        DueParting one;
        row >> one.id >> one.contact;
        one.kind = row.next<std::string_view>() == "unblock" ? PartingKind::unblock : PartingKind::forget;
        row >> one.phone >> one.since >> one.tries;  // closed as yet
        return one;
      },
      real_now, limit);
  if (!due.empty()) secret = erasure_secret(db);
  for (auto& one : due) {
    const std::string nonce = one.phone.substr(0, nonce_bytes);
    const std::string address = masked(secret, nonce, one.phone.substr(nonce.size()));
    const auto line = address.find('\n');
    one.phone = address.substr(0, line);
    one.user_id = line == address.npos ? "" : address.substr(line + 1);
  }
  return due;
}

void end_parting(Writer& db, const DueParting& due) {
  db.run("DELETE FROM parting WHERE id = ?", due.id);
}

void postpone_parting(Writer& db, const DueParting& due, TimePoint not_before) {
  db.run("UPDATE parting SET not_before = ?, tries = tries + 1 WHERE id = ?", not_before, due.id);
}

}  // namespace urp::store
