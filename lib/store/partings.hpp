// partings.hpp: what WhatsApp is still to be told of somebody who was erased: that they are not blocked any
// more, and that they are out of the office's contact book. The address stands closed in its row, so that
// nothing that looks for the person finds them here, and is gone with the row as soon as WhatsApp was told.
#pragma once

#include <string>
#include <vector>

#include "store/access.hpp"

namespace urp::store {

enum class PartingKind { unblock, forget };

struct DueParting {
  std::int64_t id = 0;
  ContactId contact;  // the record, which names nobody any more
  PartingKind kind = PartingKind::unblock;
  std::string phone;    // digits
  std::string user_id;  // of who hides the phone; of the contact book always
  TimePoint since{};
  int tries = 0;
};
/// Of these records, before their identities go: where a block stands at WhatsApp or may, and where the
/// contact book may know them. How many there will be to tell.
int add_partings(Writer& db, const std::vector<ContactId>& records);
std::int64_t count_partings(const Access& db, const std::vector<ContactId>& records);

std::vector<DueParting> list_due_partings(const Access& db, TimePoint real_now, int limit);
/// It is over: told, or refused for good.
void end_parting(Writer& db, const DueParting& due);
void postpone_parting(Writer& db, const DueParting& due, TimePoint not_before);

}  // namespace urp::store
