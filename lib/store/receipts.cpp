#include "store/receipts.hpp"

namespace urp::store {
namespace {

constexpr std::chrono::hours provider_memory{24 * 30};

DueReceipt read_last_inbound(db::Row& row) {
  DueReceipt receipt;
  row >> receipt.contact >> receipt.number >> receipt.wamid;
  return receipt;
}

DueReceipt read_receipt(db::Row& row) {
  auto receipt = read_last_inbound(row);
  row >> receipt.at;
  return receipt;
}

}  // namespace

void want_receipt(Writer& db, TicketId ticket) {
  static constexpr char last_inbound[] = R"(
    SELECT contact, number, wamid
    FROM message
    WHERE ticket = ? AND at > ? AND direction = 'in' AND wamid NOT LIKE 'part:%'
    ORDER BY at DESC
    LIMIT 1)";
  const auto last = db.first<DueReceipt>(last_inbound, read_last_inbound, ticket, db.now() - provider_memory);
  if (!last) return;
  db.run(R"(
    INSERT INTO read_receipt (contact, number, wamid, wanted, at, not_before)
    VALUES (?1, ?2, ?3, 1, ?4, ?4)
    ON CONFLICT DO UPDATE SET wamid = ?3, wanted = 1, at = ?4, not_before = ?4
    WHERE wamid <> ?3)",
         last->contact, last->number, last->wamid, db.recorded_at());
}

std::vector<DueReceipt> list_due_receipts(const Access& db, TimePoint real_now, int limit) {
  // Further off than the longest pause: the machine's clock was ahead.
  return db.all<DueReceipt>(R"(
    SELECT contact, number, wamid, at
    FROM read_receipt
    WHERE wanted = 1 AND (not_before <= ?1 OR not_before > ?1 + 3600)
    LIMIT ?2)",
                            read_receipt, real_now, limit);
}

void end_receipt(Writer& db, const DueReceipt& receipt) {
  db.run("UPDATE read_receipt SET wanted = 0 WHERE contact = ? AND number = ? AND wamid = ?", receipt.contact,
         receipt.number, receipt.wamid);
}

void postpone_receipt(Writer& db, const DueReceipt& receipt, TimePoint not_before) {
  db.run("UPDATE read_receipt SET not_before = ? WHERE contact = ? AND number = ? AND wamid = ?", not_before,
         receipt.contact, receipt.number, receipt.wamid);
}

}  // namespace urp::store
