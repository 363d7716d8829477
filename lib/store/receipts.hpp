// receipts.hpp: the blue ticks of a citizen: shown when a clerk takes, opens or answers the case, not on
// arrival.
#pragma once

#include <string>
#include <vector>

#include "store/access.hpp"

namespace urp::store {

/// The newest message of the case, and so all earlier ones of the chat. Nothing when WhatsApp was told
/// already, or would not hear: it is older than 30 days.
void want_receipt(Writer& db, TicketId ticket);

struct DueReceipt {
  ContactId contact;
  std::int64_t number = 0;
  std::string wamid;
  TimePoint at{};  // real clock: since when it is wanted
};
std::vector<DueReceipt> list_due_receipts(const Access& db, TimePoint real_now, int limit);
void end_receipt(Writer& db, const DueReceipt& receipt);
void postpone_receipt(Writer& db, const DueReceipt& receipt, TimePoint not_before);

}  // namespace urp::store
