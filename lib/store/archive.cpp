#include "store/archive.hpp"

#include "db/random.hpp"
#include "domain/hash.hpp"

namespace urp::store {
namespace {

constexpr db::Piece entry_columns = R"(
    SELECT ticket, number, year, register, registered_on, sha256, clerk, at
    FROM protocol_entry
    )";

ProtocolEntry read_entry(db::Row& row) {
  ProtocolEntry entry;
  row >> entry.ticket >> entry.number >> entry.year >> entry.reg >> entry.date >> entry.sha256 >> entry.clerk;
  row >> entry.at;
  return entry;
}

PublicCase read_public_case(db::Row& row) {
  PublicCase one;
  row >> one.id >> one.kind >> one.state >> one.service >> one.outcome >> one.subject >> one.presented_at;
  row >> one.first_answered_at >> one.closed_at >> one.latitude >> one.longitude;
  return one;
}

ChainRow read_chain_row(db::Row& row) {
  ChainRow one;
  row >> one.id >> one.at >> one.recorded_at >> one.clerk >> one.login >> one.verb >> one.message >>
      one.detail;
  one.salt = hex(row.next<std::string_view>());
  one.detail_digest = hex(row.next<std::string_view>());
  one.hash = hex(row.next<std::string_view>());
  return one;
}

}  // namespace

void add_protocol_entry(Writer& db, const ProtocolEntry& entry) {
  db.run(R"(
    INSERT INTO protocol_entry (ticket, register, year, number, registered_on, sha256, clerk, at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?))",
         entry.ticket, entry.reg, entry.year, entry.number, entry.date, entry.sha256, entry.clerk, entry.at);
}

std::optional<ProtocolEntry> find_protocol_entry(const Access& db, const std::string& reg, int year,
                                                 const std::string& number) {
  static constexpr auto sql = entry_columns + "WHERE register = ? AND year = ? AND number = ?";
  return db.first<ProtocolEntry>(sql, read_entry, reg, year, number);
}

std::vector<ProtocolEntry> list_protocol_entries(const Access& db, TicketId ticket) {
  static constexpr auto sql = entry_columns + "WHERE ticket = ? ORDER BY id";
  return db.all<ProtocolEntry>(sql, read_entry, ticket);
}

bool add_publication(Writer& db, TicketId ticket) {
  constexpr std::size_t id_bytes = 6;
  return db.run(R"(
    INSERT INTO publication (ticket, public_id, clerk, at)
    VALUES (?, ?, ?, ?)
    ON CONFLICT (ticket) DO NOTHING)",
                ticket, hex(db::random_bytes(id_bytes)), db.actor().clerk, db.now()) > 0;
}

bool remove_publication(Writer& db, TicketId ticket) {
  return db.run("DELETE FROM publication WHERE ticket = ?", ticket) > 0;
}

std::vector<PublicCase> list_public_cases(const Access& db) {
  return db.all<PublicCase>(R"(
    SELECT
      p.public_id,
      t.kind,
      t.state,
      t.service,
      t.outcome,
      t.subject,
      t.presented_at,
      t.first_answered_at,
      t.closed_at,
      l.latitude,
      l.longitude
    FROM publication p
    JOIN ticket t ON t.id = p.ticket
    LEFT JOIN location l ON l.message = (
      SELECT max(m.id)
      FROM message m
      JOIN location o ON o.message = m.id
      WHERE m.ticket = t.id AND m.direction = 'in' AND m.hidden = 0)
    WHERE t.merged_into IS NULL
    ORDER BY t.presented_at, p.public_id)",
                            read_public_case);
}

void walk_chain(const Access& db, TicketId ticket, const std::function<void(const ChainRow&)>& visit) {
  db.each(R"(
    SELECT e.id, e.at, e.recorded_at, e.clerk, e.login, e.verb, e.message, d.body, d.salt, e.detail_digest, e.hash
    FROM event e
    LEFT JOIN event_detail d ON d.event = e.id
    WHERE e.ticket = ?
    ORDER BY e.id)",
          [&visit](db::Row& row) { visit(read_chain_row(row)); }, ticket);
}

std::vector<SealedPiece> list_sealed(const Access& db, MessageId message) {
  return db.all<SealedPiece>(
      "SELECT piece, place, value FROM sealed WHERE message = ? ORDER BY id",
      [](db::Row& row) {
        SealedPiece piece;
        row >> piece.piece >> piece.place >> piece.value;
        return piece;
      },
      message);
}

std::optional<HiddenFile> find_hidden_file(const Access& db, MessageId message) {
  return db.first<HiddenFile>(
      "SELECT sha256, ifnull(mime_type, '') FROM media WHERE message = ? AND state = 'stored' AND sha256 IS "
      "NOT NULL",
      [](db::Row& row) {
        HiddenFile file;
        row >> file.sha256 >> file.mime_type;
        return file;
      },
      message);
}

}  // namespace urp::store
