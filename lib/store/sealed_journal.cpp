#include "store/sealed_journal.hpp"

#include <set>
#include <sstream>

#include "store/journal_cut.hpp"

namespace urp::store {
namespace {

struct Body {
  JournalId id;
  std::string bytes;
};
Body read_body(db::Row& row) {
  Body body;
  row >> body.id >> body.bytes;
  return body;
}

void put_body(Writer& db, const Body& body) {
  db.run("UPDATE journal SET body = ?, cut = 1 WHERE id = ?", db::Blob{body.bytes}, body.id);
}

void seal_in(Writer& db, MessageId message, Body body, const std::set<std::string>& words) {
  const auto ranges = find_objects(body.bytes, words);
  for (const auto& [begin, end] : ranges) {
    const std::string place = std::to_string(body.id.value) + " " + std::to_string(begin);
    db.run("INSERT INTO sealed (message, piece, place, value) VALUES (?, 'journal', ?, ?)", message, place,
           body.bytes.substr(begin, end - begin));
    body.bytes.replace(begin + 1, end - begin - 2, end - begin - 2, ' ');
    db.run(R"(
      UPDATE journal_part
      SET outcome = 'erased', reason = NULL
      WHERE journal = ? AND offset >= ? AND offset + length <= ?)",
           body.id, static_cast<std::int64_t>(begin), static_cast<std::int64_t>(end));
  }
  if (!ranges.empty()) put_body(db, body);
}

}  // namespace

void seal_journal(Writer& db, MessageId message) {
  const auto wamid = db.first<std::string>(
      "SELECT wamid FROM message WHERE id = ? AND wamid IS NOT NULL AND journal IS NOT NULL", message);
  if (!wamid) return;
  for (auto& body :
       db.all<Body>("SELECT id, body FROM journal WHERE id = (SELECT journal FROM message WHERE id = ?)",
                    read_body, message)) {
    seal_in(db, message, std::move(body), {*wamid});
  }
  const auto edits = db.all<std::string>("SELECT wamid FROM amendment WHERE target = ?", message);
  if (edits.empty()) return;
  for (auto& body : db.all<Body>(R"(
    SELECT id, body
    FROM journal
    WHERE id >= (SELECT journal FROM message WHERE id = ?)
      AND id IN (SELECT journal FROM journal_part WHERE kind = 'amendment'))",
                                 read_body, message)) {
    seal_in(db, message, std::move(body), {edits.begin(), edits.end()});
  }
}

void unseal_journal(Writer& db, MessageId message) {
  struct Piece {
    std::string place, value;
  };
  const auto pieces = db.all<Piece>(
      "SELECT place, value FROM sealed WHERE message = ? AND piece = 'journal'",
      [](db::Row& row) {
        Piece piece;
        row >> piece.place >> piece.value;
        return piece;
      },
      message);
  for (const auto& [place, value] : pieces) {
    std::istringstream numbers(place);
    JournalId id;
    std::size_t begin = 0;
    numbers >> id.value >> begin;
    auto body = db.first<Body>("SELECT id, body FROM journal WHERE id = ?", read_body, id);
    if (!body || begin + value.size() > body->bytes.size()) continue;  // destroyed meanwhile, for its age
    body->bytes.replace(begin, value.size(), value);
    put_body(db, *body);
    db.run(
        "UPDATE journal_part SET outcome = 'projected' WHERE journal = ? AND offset >= ? AND offset + length "
        "<= ?",
        id, static_cast<std::int64_t>(begin), static_cast<std::int64_t>(begin + value.size()));
  }
}

}  // namespace urp::store
