#include "store/canned.hpp"

namespace urp::store {

void note_canned(Writer& db, const std::string& name, MessageRef answer) {
  db.run(R"(
    INSERT INTO canned_use (name, message)
    SELECT ?, id FROM message WHERE ticket = ? AND seq = ?)",
         name, answer.ticket, answer.number);
}

std::map<std::string, CannedUse> count_canned(const Access& db) {
  std::map<std::string, CannedUse> uses;
  db.each(R"(
    SELECT u.name, count(*), max(m.at)
    FROM canned_use u
    JOIN message m ON m.id = u.message
    WHERE m.status <> 'cancelled'
    GROUP BY u.name)",
          [&uses](db::Row& row) {
            const auto name = row.next<std::string>();
            CannedUse use;
            row >> use.answers >> use.last;
            uses.emplace(name, use);
          });
  return uses;
}

}  // namespace urp::store
