#include "store/receipts.hpp"

namespace urp::store {
namespace {

constexpr std::chrono::hours provider_memory{24 * 30};

}  // namespace

void want_receipt(Writer& db, TicketId ticket) {
  ContactId contact;
  std::int64_t number = 0;
  std::string wamid;
  {
    auto query = db.query(
        "SELECT contact, number, wamid FROM message WHERE ticket = ?1 AND at > ?2 AND direction = 'in' AND"
        " wamid NOT LIKE 'part:%' ORDER BY at DESC LIMIT 1");
    query.bind(1, ticket).bind(2, db.now() - provider_memory);
    if (!query.step()) return;
    contact = {query.integer(0)};
    number = query.integer(1);
    wamid = query.string(2);
  }
  db.query(
        "INSERT INTO read_receipt (contact, number, wamid, wanted, at, not_before) VALUES (?1, ?2, ?3, 1, "
        "?4, ?4)"
        " ON CONFLICT DO UPDATE SET wamid = ?3, wanted = 1, at = ?4, not_before = ?4 WHERE wamid <> ?3")
      .bind(1, contact)
      .bind(2, number)
      .bind(3, wamid)
      .bind(4, db.recorded_at())
      .run();
}

std::vector<DueReceipt> list_due_receipts(const Access& db, TimePoint real_now, int limit) {
  auto query = db.query(
      "SELECT contact, number, wamid, at FROM read_receipt WHERE wanted = 1 AND not_before <= ? LIMIT ?");
  query.bind(1, real_now).bind(2, limit);
  std::vector<DueReceipt> due;
  while (query.step())
    due.push_back({ContactId{query.integer(0)}, query.integer(1), query.string(2), query.time(3)});
  return due;
}

void end_receipt(Writer& db, const DueReceipt& receipt) {
  db.query("UPDATE read_receipt SET wanted = 0 WHERE contact = ? AND number = ? AND wamid = ?")
      .bind(1, receipt.contact)
      .bind(2, receipt.number)
      .bind(3, receipt.wamid)
      .run();
}

void postpone_receipt(Writer& db, const DueReceipt& receipt, TimePoint not_before) {
  db.query("UPDATE read_receipt SET not_before = ?4 WHERE contact = ?1 AND number = ?2 AND wamid = ?3")
      .bind(1, receipt.contact)
      .bind(2, receipt.number)
      .bind(3, receipt.wamid)
      .bind(4, not_before)
      .run();
}

}  // namespace urp::store
