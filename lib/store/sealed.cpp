#include "store/sealed.hpp"

namespace urp::store {
namespace {

SealedRow read_row(db::Row& row) {
  SealedRow piece;
  row >> piece.id >> piece.value >> piece.sealed_to;
  return piece;
}

}  // namespace

std::vector<SealedRow> list_open_pieces(const Access& db, MessageId message) {
  // Degrees with all their digits: what is text on the way is a number again afterwards.
  return db.all<SealedRow>(R"(
    SELECT id, CASE typeof(value) WHEN 'real' THEN format('%!.17g', value) ELSE value END, ''
    FROM sealed
    WHERE message = ? AND sealed_to IS NULL AND value IS NOT NULL
    ORDER BY id)",
                           read_row, message);
}

std::vector<SealedRow> list_closed_pieces(const Access& db, MessageId message) {
  return db.all<SealedRow>(R"(
    SELECT id, value, sealed_to
    FROM sealed
    WHERE message = ? AND sealed_to IS NOT NULL
    ORDER BY id)",
                           read_row, message);
}

void set_piece(Writer& db, std::int64_t id, const std::string& value,
               const std::optional<std::string>& sealed_to) {
  db.run("UPDATE sealed SET value = ?, sealed_to = ? WHERE id = ?", value, sealed_to, id);
}

}  // namespace urp::store
