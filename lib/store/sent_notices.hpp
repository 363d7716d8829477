// sent_notices.hpp: who got a notice already, as a database knows it that goes on living while an older
// backup takes its place: going on with the notice there reaches nobody twice.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <urp/notice.hpp>

#include "store/access.hpp"

namespace urp::store {

struct SentNotice {
  std::int64_t notice = 0;
  ContactId contact;
  RecipientStatus status = RecipientStatus::sent;  // uncertain: it was under way
  std::optional<std::string> address;
  TimePoint at{};
};
/// Of the notices that are not over in the backup, drafts too. Whom it did not reach is not among them.
std::vector<SentNotice> list_sent(const Access& living, const Access& backup);
/// Of the people whom this database knows. How many of them had still to get it.
int mark_sent(Writer& db, const std::vector<SentNotice>& sent);

}  // namespace urp::store
