// joined.hpp: two records of one person become one, and come apart again. The record that joined the other
// keeps its row, and its number leads to the other for ever.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include <urp/ids.hpp>
#include <urp/time.hpp>

#include "store/access.hpp"

namespace urp::store {

/// Everything of `from` is `into`'s from now on: cases, messages, identities, consents (each topic once; a
/// later No stands), windows, blocks. What the two had both of stays with `from`, out of sight.
void join_contacts(Writer& db, ContactId from, ContactId into);
/// Takes it back: what came from the record is its own again. What arrived since stays where it is. The
/// record it had joined; nothing when it had joined none.
std::optional<ContactId> part_contacts(Writer& db, ContactId contact);

std::int64_t count_cases(const Access& db, ContactId contact);
inline bool has_cases(const Access& db, ContactId contact) {
  return count_cases(db, contact) > 0;
}

/// Two people who might be one: a phone and a user id met, and each says something else besides. Told once;
/// what a clerk said of them stands.
void propose_join(Writer& db, ContactId a, ContactId b, TimePoint at);
/// They are two: not proposed again.
void keep_apart(Writer& db, ContactId a, ContactId b);
/// Open proposals, the oldest first.
std::vector<std::pair<ContactId, ContactId>> list_proposals(const Access& db, int limit);

}  // namespace urp::store
